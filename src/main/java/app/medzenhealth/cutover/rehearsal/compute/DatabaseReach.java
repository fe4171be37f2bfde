package app.medzenhealth.cutover.rehearsal.compute;

/** What an application finds behind the endpoint that its environment names. */
enum DatabaseReach {
    /** The environment names no database. */
    NONE,
    /** No such instance, not available, or no way in through its security groups. */
    UNREACHABLE,
    /** In recovery. */
    READ_ONLY,
    WRITABLE
}
