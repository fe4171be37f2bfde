package app.medzenhealth.cutover.aws.read;

import static app.medzenhealth.cutover.aws.read.Found.text;

import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.firehose.FirehoseClient;
import software.amazon.awssdk.services.firehose.model.ListDeliveryStreamsResponse;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.ListStreamsResponse;

/** Streams, and what delivers them. */
final class StreamReads {

    private StreamReads() {}

    static List<Found> streams(ServiceReading in) {
        var client = in.client(KinesisClient.class);
        return in
                .pages(
                        last -> client.listStreams(b -> b.exclusiveStartStreamName(last)),
                        ListStreamsResponse::streamNames,
                        page -> Boolean.TRUE.equals(page.hasMoreStreams())
                                ? page.streamNames().getLast()
                                : null)
                .stream()
                .map(name -> new Found(
                        "stream",
                        in.region(),
                        text(name),
                        in.arn("kinesis", "stream/" + name),
                        text(name),
                        "",
                        Map.of(),
                        Map.of()))
                .toList();
    }

    /** Ten a page where nothing else is said. */
    static List<Found> deliveryStreams(ServiceReading in) {
        var client = in.client(FirehoseClient.class);
        return in
                .pages(
                        last -> client.listDeliveryStreams(b -> b.exclusiveStartDeliveryStreamName(last)),
                        ListDeliveryStreamsResponse::deliveryStreamNames,
                        page -> Boolean.TRUE.equals(page.hasMoreDeliveryStreams())
                                ? page.deliveryStreamNames().getLast()
                                : null)
                .stream()
                .map(name -> new Found(
                        "delivery-stream",
                        in.region(),
                        text(name),
                        in.arn("firehose", "deliverystream/" + name),
                        text(name),
                        "",
                        Map.of(),
                        Map.of()))
                .toList();
    }
}
