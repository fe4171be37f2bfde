package app.medzenhealth.cutover.rehearsal.compute;

import app.medzenhealth.cutover.rehearsal.Estate;
import app.medzenhealth.cutover.rehearsal.data.Database;

/**
 * Whether the console gets through to a database: by the rules of its security groups, as everything else. Each of its sessions is a
 * new connection, which a revoked rule refuses (Amazon EC2 User Guide, Security group connection tracking).
 *
 * @param address from which it comes, IPv4
 */
public record OperatorReach(Estate estate, String address) {
    private static final int POSTGRES = 5432;

    public boolean of(Database database) {
        return Ec2State.of(estate, database.region())
                .lets(address, database.spec().securityGroups(), POSTGRES);
    }
}
