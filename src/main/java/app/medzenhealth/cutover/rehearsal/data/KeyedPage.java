package app.medzenhealth.cutover.rehearsal.data;

import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** One page of a listing that goes on after the last item it gave, so that what is deleted meanwhile does not shift it. */
record KeyedPage<T>(List<T> items, boolean truncated) {

    /**
     * @param before whether an item was on an earlier page; null for the first page
     * @param size the most items
     */
    static <T> KeyedPage<T> of(List<T> all, @Nullable Predicate<T> before, int size) {
        var start = 0;
        if (before != null) {
            while (start < all.size() && before.test(all.get(start))) {
                start++;
            }
        }
        var end = Math.min(all.size(), start + size);
        return new KeyedPage<>(all.subList(start, end), end < all.size());
    }
}
