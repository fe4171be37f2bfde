package app.medzenhealth.cutover.aws;

import software.amazon.awssdk.core.SdkClient;

/**
 * Where clients come from. What leaves the composition root is always guarded: see {@link Guard}.
 *
 * <p>The region of a global service (IAM, Route 53, Cost Explorer) is {@code us-east-1}.
 */
public interface Clients {

    /**
     * A client of the given SDK interface, cached, safe for many threads.
     *
     * @param type the SDK's synchronous interface, for example {@code RdsClient.class}
     * @param region the region's id
     */
    <C extends SdkClient> C client(Class<C> type, String region);
}
