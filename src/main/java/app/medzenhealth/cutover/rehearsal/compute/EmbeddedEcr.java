package app.medzenhealth.cutover.rehearsal.compute;

import app.medzenhealth.cutover.rehearsal.AwsFault;
import app.medzenhealth.cutover.rehearsal.Estate;
import java.util.List;
import java.util.Objects;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.ecr.EcrClient;
import software.amazon.awssdk.services.ecr.model.*;

/** Amazon ECR. */
public final class EmbeddedEcr implements EcrClient {
    private final Estate estate;
    private final MessagingState state;

    public EmbeddedEcr(Estate estate, String region) {
        this.estate = estate;
        this.state = MessagingState.of(estate, region);
    }

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    @Override
    public void close() {}

    @Override
    public DescribeRepositoriesResponse describeRepositories(DescribeRepositoriesRequest r) {
        r.repositoryNames().forEach(this::repository);
        var all = state.repositories.values().stream()
                .filter(x ->
                        r.repositoryNames().isEmpty() || r.repositoryNames().contains(x.repositoryName()))
                .toList();
        var page = estate.page(all, r.nextToken(), r.maxResults());
        return DescribeRepositoriesResponse.builder()
                .repositories(page.items())
                .nextToken(page.next())
                .build();
    }

    @Override
    public DescribeImagesResponse describeImages(DescribeImagesRequest r) {
        repository(r.repositoryName());
        var page = estate.page(images(r.repositoryName()), r.nextToken(), r.maxResults());
        return DescribeImagesResponse.builder()
                .imageDetails(page.items())
                .nextToken(page.next())
                .build();
    }

    @Override
    public ListImagesResponse listImages(ListImagesRequest r) {
        repository(r.repositoryName());
        var all = images(r.repositoryName()).stream()
                .map(i -> ImageIdentifier.builder()
                        .imageDigest(i.imageDigest())
                        .imageTag(i.imageTags().getFirst())
                        .build())
                .toList();
        var page = estate.page(all, r.nextToken(), r.maxResults());
        return ListImagesResponse.builder()
                .imageIds(page.items())
                .nextToken(page.next())
                .build();
    }

    @Override
    public DeleteRepositoryResponse deleteRepository(DeleteRepositoryRequest r) {
        var found = repository(r.repositoryName());
        if (!images(r.repositoryName()).isEmpty() && !Boolean.TRUE.equals(r.force())) {
            throw AwsFault.of(
                    RepositoryNotEmptyException.builder(),
                    "RepositoryNotEmptyException",
                    400,
                    "The repository with name '" + r.repositoryName() + "' in registry with id '" + estate.account()
                            + "' cannot be deleted because it still contains images");
        }
        state.repositories.remove(r.repositoryName());
        state.images.remove(r.repositoryName());
        estate.tags().forget(found.repositoryArn());
        return DeleteRepositoryResponse.builder().repository(found).build();
    }

    @Override
    public ListTagsForResourceResponse listTagsForResource(ListTagsForResourceRequest r) {
        return ListTagsForResourceResponse.builder()
                .tags(estate.tags().of(r.resourceArn()).entrySet().stream()
                        .map(e -> Tag.builder()
                                .key(e.getKey())
                                .value(e.getValue())
                                .build())
                        .toList())
                .build();
    }

    private List<ImageDetail> images(String repository) {
        return Objects.requireNonNull(state.images.get(repository));
    }

    private Repository repository(String name) {
        var found = state.repositories.get(name);
        if (found == null) {
            throw notFound(name);
        }
        return found;
    }

    private AwsServiceException notFound(String name) {
        return AwsFault.of(
                RepositoryNotFoundException.builder(),
                "RepositoryNotFoundException",
                400,
                "The repository with name '" + name + "' does not exist in the registry with id '" + estate.account()
                        + "'");
    }
}
