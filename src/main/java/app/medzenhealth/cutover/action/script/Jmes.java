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

    /** The region in an answer of get-bucket-location: empty means us-east-1, and old buckets in Ireland say EU. */
    public static String bucketRegion() {
        return "not_null(LocationConstraint==`\"EU\"` && `\"eu-west-1\"` || LocationConstraint, `\"us-east-1\"`)";
    }
}
