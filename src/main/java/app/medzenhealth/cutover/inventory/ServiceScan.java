package app.medzenhealth.cutover.inventory;

import java.util.List;

/** What one service in one region holds. {@code api}: the operations asked, for the cell's tooltip. */
public record ServiceScan(String region, String service, String api, Observation<List<SeenResource>> found) {}
