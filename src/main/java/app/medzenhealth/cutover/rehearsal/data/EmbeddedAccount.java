package app.medzenhealth.cutover.rehearsal.data;

import app.medzenhealth.cutover.rehearsal.AwsFault;
import app.medzenhealth.cutover.rehearsal.Estate;
import java.util.Set;
import software.amazon.awssdk.services.account.AccountClient;
import software.amazon.awssdk.services.account.model.*;

/** Which regions the account has opted in to. */
public final class EmbeddedAccount implements AccountClient {

    /** Regions made after 2019-03-20 have to be opted in to. */
    public static final Set<String> OPT_IN = Set.of(
            "af-south-1",
            "ap-east-1",
            "ap-south-2",
            "ap-southeast-3",
            "ap-southeast-4",
            "ap-southeast-5",
            "ca-west-1",
            "eu-central-2",
            "eu-south-1",
            "eu-south-2",
            "il-central-1",
            "me-central-1",
            "me-south-1");

    private final Estate estate;

    /** @param region that it is asked in; the answer is the same in all */
    public EmbeddedAccount(Estate estate, String region) {
        this.estate = estate;
    }

    private RegionOptStatus status(String region) {
        if (!OPT_IN.contains(region)) {
            return RegionOptStatus.ENABLED_BY_DEFAULT;
        }
        return estate.faults().disabled(region) ? RegionOptStatus.DISABLED : RegionOptStatus.ENABLED;
    }

    @Override
    public GetRegionOptStatusResponse getRegionOptStatus(GetRegionOptStatusRequest request) {
        if (!estate.regions().contains(request.regionName())) {
            throw AwsFault.of(
                    ValidationException.builder(),
                    "ValidationException",
                    400,
                    "The region name " + request.regionName() + " is not valid.");
        }
        return GetRegionOptStatusResponse.builder()
                .regionName(request.regionName())
                .regionOptStatus(status(request.regionName()))
                .build();
    }

    @Override
    public ListRegionsResponse listRegions(ListRegionsRequest request) {
        var all = estate.regions().stream()
                .filter(name -> !request.hasRegionOptStatusContains()
                        || request.regionOptStatusContains().contains(status(name)))
                .map(name -> Region.builder()
                        .regionName(name)
                        .regionOptStatus(status(name))
                        .build())
                .toList();
        var page = estate.page(all, request.nextToken(), request.maxResults());
        return ListRegionsResponse.builder()
                .regions(page.items())
                .nextToken(page.next())
                .build();
    }

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    @Override
    public void close() {}
}
