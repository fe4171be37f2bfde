package app.medzenhealth.cutover.model;

import app.medzenhealth.cutover.action.catalogue.Operation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Why a rehearsal never answers some errors that AWS lists: the reviewed list in {@code unanswered-errors.tsv}.
 *
 * @param reason one of the words that the head of the list explains
 * @param service {@code *} for any
 */
record UnansweredErrors(String reason, String service, String error) {

    static List<UnansweredErrors> read() {
        try (var in = UnansweredErrors.class.getResourceAsStream("/aws-models/unanswered-errors.tsv")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(l -> !l.startsWith("#"))
                    .map(l -> l.split("\t"))
                    .map(p -> new UnansweredErrors(p[0], p[1], p[2]))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean explains(Operation operation, String error) {
        return this.error.equals(error) && (service.equals("*") || service.equals(operation.service()));
    }
}
