package app.medzenhealth.cutover.audit;

import java.nio.file.Path;

/**
 * What to export, and where to.
 *
 * @param target replaced if it exists, once the new file is complete
 * @param progress told how far it is, and asked whether to go on; on any thread
 */
public record ExportRequest(TrailExport.Format format, Selection selection, Path target, TrailProgress progress) {

    /** All records, quietly. */
    public static ExportRequest everything(TrailExport.Format format, Path target) {
        return new ExportRequest(format, Selection.EVERYTHING, target, TrailProgress.SILENT);
    }
}
