package app.medzenhealth.cutover.concurrent;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Values that are made when they are first asked for, each once. While one is being made, those who want another do not wait, as
 * they may in a map that computes what is absent.
 */
public final class Once<K, V> {

    private static final class Place<V> {
        private volatile @Nullable V value;
    }

    private final Map<K, Place<V>> places = new ConcurrentHashMap<>();

    public V get(K key, Function<? super K, ? extends V> make) {
        var place = places.computeIfAbsent(key, k -> new Place<>());
        var value = place.value;
        if (value == null) {
            synchronized (place) {
                value = place.value;
                if (value == null) {
                    value = Objects.requireNonNull(make.apply(key));
                    place.value = value;
                }
            }
        }
        return value;
    }

    /** What has been made. */
    public List<V> made() {
        return places.values().stream()
                .flatMap(place -> Optional.ofNullable(place.value).stream())
                .toList();
    }
}
