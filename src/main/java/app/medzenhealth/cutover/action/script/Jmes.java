package app.medzenhealth.cutover.action.script;

import tools.jackson.databind.json.JsonMapper;

/** Values inside the CLI's {@code --query}, as JMESPath literals. */
public final class Jmes {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private Jmes() {}

    /** A JSON value between backticks. */
    public static String literal(Object value) {
        return "`" + JSON.writeValueAsString(value).replace("`", "\\`") + "`";
    }

    /**
     * The sum of a member of a list, in words where the list is empty: JMESPath's own sum of nothing is 0 (jmespath.org,
     * "Built-in Functions": sum), and 0 is what was hoped for. A list that is empty is false there ("Or Expressions").
     */
    public static String sum(String list, String member) {
        return list + " && sum(" + list + "[]." + member + ") || " + literal("not measured");
    }

    /** The region in an answer of get-bucket-location: empty means us-east-1, and old buckets in Ireland say EU. */
    public static String bucketRegion() {
        return "not_null(LocationConstraint==`\"EU\"` && `\"eu-west-1\"` || LocationConstraint, `\"us-east-1\"`)";
    }
}
