package app.medzenhealth.cutover.model;

import app.medzenhealth.cutover.action.catalogue.Operation;
import java.util.Collections;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.SdkRequest;

/** Holds every call against the models, and keeps what is wrong, each thing once. */
final class ModelReferee implements WitnessedClients.Witness {
    /** @param code what an operation refused with */
    record Refused(Operation operation, String code) {}

    private final AwsModels models;
    private final CommonErrors common;

    private final LongAdder requests = new LongAdder();
    private final LongAdder answers = new LongAdder();
    private final Set<Operation> operations = ConcurrentHashMap.newKeySet();
    private final Set<Refused> refusals = ConcurrentHashMap.newKeySet();
    private final SortedSet<String> wrong = Collections.synchronizedSortedSet(new TreeSet<>());
    private final SortedSet<String> wrongAnswers = Collections.synchronizedSortedSet(new TreeSet<>());

    ModelReferee(AwsModels models, CommonErrors common) {
        this.models = models;
        this.common = common;
    }

    @Override
    public void sent(Operation operation, SdkRequest request) {
        requests.increment();
        operations.add(operation);
        models.of(operation).request(operation.name(), request).forEach(w -> wrong.add(operation + " " + w));
    }

    @Override
    public void answered(Operation operation, SdkPojo answer) {
        answers.increment();
        models.of(operation)
                .answer(operation.name(), answer)
                .forEach(w -> wrongAnswers.add(operation + " " + w.replaceAll("\\[\\d+]", "[]")));
    }

    @Override
    public void refused(Operation operation, AwsServiceException refusal) {
        var code = refusal.awsErrorDetails() == null
                ? ""
                : refusal.awsErrorDetails().errorCode();
        refusals.add(new Refused(operation, code));
        if (!models.of(operation).operation(operation.name()).lists(code) && !common.lists(operation.service(), code)) {
            wrongAnswers.add(operation + " refused with \"" + code + "\", which no model lists");
        }
    }

    /** Requests that break their model. */
    SortedSet<String> wrongRequests() {
        return wrong;
    }

    /** Answers and refusals that break theirs. */
    SortedSet<String> wrongAnswers() {
        return wrongAnswers;
    }

    Set<Operation> operations() {
        return operations;
    }

    Set<Refused> refusals() {
        return refusals;
    }

    @Override
    public String toString() {
        return operations.size() + " operations, " + requests + " requests, " + wrong.size() + " violations; " + answers
                + " answers and " + refusals.size() + " kinds of refusals, " + wrongAnswers.size() + " violations";
    }
}
