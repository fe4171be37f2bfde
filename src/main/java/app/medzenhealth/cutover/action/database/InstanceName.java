package app.medzenhealth.cutover.action.database;

import app.medzenhealth.cutover.action.ActionContext;
import app.medzenhealth.cutover.action.Arns;
import java.util.Locale;

/**
 * The name of an instance, snapshot or group in RDS, which keeps them in lower case (Amazon RDS API Reference, CreateDBInstance,
 * DescribeDBSnapshots, CreateDBParameterGroup, CreateDBSubnetGroup: "stored as a lowercase string"), and says them by name within a
 * region and by ARN across regions (DBInstance: ReadReplicaSourceDBInstanceIdentifier).
 */
final class InstanceName {
    private InstanceName() {}

    /** Whether two ways of writing mean one name, regions left aside. */
    static boolean same(String one, String other) {
        return plain(one).equals(plain(other));
    }

    static String plain(String nameOrArn) {
        return Arns.name(nameOrArn).toLowerCase(Locale.ROOT);
    }

    /**
     * Whether what AWS answers in one region is an instance of another.
     *
     * @param answered by name where it is of the answering region, else by ARN
     */
    static boolean is(ActionContext context, String answered, String answering, String name, String region) {
        return answered.startsWith("arn:")
                ? answered.equalsIgnoreCase(Arns.instance(context, region, plain(name)))
                : answering.equals(region) && same(answered, name);
    }
}
