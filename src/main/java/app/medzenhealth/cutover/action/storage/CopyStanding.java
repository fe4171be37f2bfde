package app.medzenhealth.cutover.action.storage;

/** How an object of the source stands to what lies under its key at the destination. */
sealed interface CopyStanding {

    /** Nothing lies there, or what lies there is an older state of the source. */
    record ToCopy(String why) implements CopyStanding {}

    /** It is a copy of what the source holds now. */
    record Same(Measure by) implements CopyStanding {}

    /** It was copied, and changed at its new place since, while the source stayed as it is. */
    record MovedOn() implements CopyStanding {}

    /** Whether it is a copy cannot be told, and it may be newer than the source: it is not overwritten. */
    record Unproven(String why) implements CopyStanding {}

    /** By what an object and its copy were compared. */
    enum Measure {
        EMPTY("both are empty"),
        LEDGER("this session copied it, and neither entity tag has changed since"),
        ASKED("this session asked for the copy and saw no answer; what has come to lie there since has the size"),
        /** Only where something is to be deleted: else it is {@link MovedOn}. */
        VERSION(
                "this session copied it, and its bucket keeps that copy as a version, though it has changed there since"),
        ETAG("equal entity tags"),
        CHECKSUM("equal checksums"),
        SIZE_AND_DATE("size and date only, as the plan allows");

        private final String words;

        Measure(String words) {
            this.words = words;
        }

        String words() {
            return words;
        }
    }
}
