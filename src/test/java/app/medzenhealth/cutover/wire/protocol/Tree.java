package app.medzenhealth.cutover.wire.protocol;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.w3c.dom.Element;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.core.traits.MapTrait;
import tools.jackson.databind.JsonNode;

/** A request's body, whatever it is written in. */
sealed interface Tree {

    String text();

    /** Of a structure. */
    Optional<Tree> child(SdkField<?> field);

    /** Of a list, {@code this} being what {@link #child} gave for its field. */
    List<Tree> items(ListTrait list);

    Map<String, Tree> entries(MapTrait map);

    record Json(JsonNode node) implements Tree {
        @Override
        public String text() {
            return node.isValueNode() ? node.asString() : node.toString();
        }

        @Override
        public Optional<Tree> child(SdkField<?> field) {
            var child = node.get(field.locationName());
            return child == null || child.isNull() ? Optional.empty() : Optional.of(new Json(child));
        }

        @Override
        public List<Tree> items(ListTrait list) {
            var items = new ArrayList<Tree>();
            node.forEach(item -> items.add(new Json(item)));
            return items;
        }

        @Override
        public Map<String, Tree> entries(MapTrait map) {
            var entries = new LinkedHashMap<String, Tree>();
            node.properties().forEach(e -> entries.put(e.getKey(), new Json(e.getValue())));
            return entries;
        }
    }

    /** Parameters such as {@code Tags.Tag.1.Key}, parted at the dots. */
    record Parameters(Map<String, Parameters> children, List<String> value, boolean ec2) implements Tree {

        static Parameters of(Map<String, String> parameters, boolean ec2) {
            var root = new Parameters(new LinkedHashMap<>(), new ArrayList<>(), ec2);
            parameters.forEach((name, value) -> {
                var at = root;
                for (var part : name.split("\\.")) {
                    at = at.children.computeIfAbsent(
                            part, p -> new Parameters(new LinkedHashMap<>(), new ArrayList<>(), ec2));
                }
                at.value.add(value);
            });
            return root;
        }

        @Override
        public String text() {
            return value.isEmpty() ? "" : value.getFirst();
        }

        @Override
        public Optional<Tree> child(SdkField<?> field) {
            return Optional.ofNullable(children.get(field.locationName()));
        }

        private List<Parameters> numbered() {
            return children.entrySet().stream()
                    .filter(e -> e.getKey().matches("\\d+"))
                    .sorted(Comparator.comparingInt(e -> Integer.parseInt(e.getKey())))
                    .map(Map.Entry::getValue)
                    .toList();
        }

        private Parameters within(String name) {
            return children.getOrDefault(name, this);
        }

        @Override
        public List<Tree> items(ListTrait list) {
            var member = list.memberLocationName() == null ? "member" : list.memberLocationName();
            var holder = list.isFlattened() || ec2 ? this : within(member);
            return List.copyOf(holder.numbered());
        }

        @Override
        public Map<String, Tree> entries(MapTrait map) {
            var entries = new LinkedHashMap<String, Tree>();
            for (var entry : (map.isFlattened() ? this : within("entry")).numbered()) {
                entries.put(
                        entry.children.get(map.keyLocationName()).text(), entry.children.get(map.valueLocationName()));
            }
            return entries;
        }
    }

    /** An element, or all elements of one name where a list has no element of its own. */
    record Xml(List<Element> elements) implements Tree {
        @Override
        public String text() {
            return elements.getFirst().getTextContent();
        }

        @Override
        public Optional<Tree> child(SdkField<?> field) {
            var found = named(elements.getFirst(), field.locationName());
            return found.isEmpty() ? Optional.empty() : Optional.of(new Xml(found));
        }

        private static List<Element> named(Element parent, String name) {
            var found = new ArrayList<Element>();
            for (var at = parent.getFirstChild(); at != null; at = at.getNextSibling()) {
                if (at instanceof Element element && element.getLocalName().equals(name)) {
                    found.add(element);
                }
            }
            return found;
        }

        @Override
        public List<Tree> items(ListTrait list) {
            var member = list.memberLocationName() == null ? "member" : list.memberLocationName();
            var items = list.isFlattened() ? elements : named(elements.getFirst(), member);
            return items.stream().<Tree>map(e -> new Xml(List.of(e))).toList();
        }

        @Override
        public Map<String, Tree> entries(MapTrait map) {
            var entries = new LinkedHashMap<String, Tree>();
            for (var entry : map.isFlattened() ? elements : named(elements.getFirst(), "entry")) {
                entries.put(
                        named(entry, map.keyLocationName()).getFirst().getTextContent(),
                        new Xml(named(entry, map.valueLocationName())));
            }
            return entries;
        }
    }
}
