package app.medzenhealth.cutover.store;

import java.nio.file.Path;
import java.sql.SQLException;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** SQLite's errors in words. */
final class SqliteProblems {
    static final String DAMAGED_NEXT =
            "Keep the folder as it is for examination, and go on with a backup in another folder (--state).";

    private SqliteProblems() {}

    /** The primary result code, as sqlite.org/rescode.html numbers them; 0 where there is none. */
    static int primary(SQLException e) {
        return e instanceof SQLiteException sqlite ? sqlite.getResultCode().code & 0xff : e.getErrorCode() & 0xff;
    }

    /** Someone else holds a lock; nothing was written, and trying again later may succeed. */
    static boolean passing(SQLException e) {
        var code = primary(e);
        return code == SQLiteErrorCode.SQLITE_BUSY.code || code == SQLiteErrorCode.SQLITE_LOCKED.code;
    }

    static StoreProblem opening(Path database, SQLException e) {
        return problem("The database " + database + " cannot be opened.", e);
    }

    static StoreProblem reading(Path database, SQLException e) {
        return problem("The database " + database + " cannot be read.", e);
    }

    static StoreProblem writing(Path database, SQLException e) {
        return problem("The database " + database + " could not be written, so nothing is done.", e);
    }

    /**
     * Whether an I/O error stands for a full disk: the file of the write-ahead log's index could not grow.
     *
     * @see <a href="https://www.sqlite.org/rescode.html#ioerr_shmsize">SQLITE_IOERR_SHMSIZE</a>
     */
    private static boolean full(SQLException e) {
        return e instanceof SQLiteException s && s.getResultCode() == SQLiteErrorCode.SQLITE_IOERR_SHMSIZE;
    }

    private static StoreProblem problem(String what, SQLException e) {
        var code = SQLiteErrorCode.getErrorCode(primary(e));
        var technical =
                " (" + (e instanceof SQLiteException s ? s.getResultCode().name() : e.getErrorCode()) + ").";
        if (full(e)) {
            return new StoreProblem(
                    what, "The disk is full" + technical, "Make room on the disk, then start the console again.", e);
        }
        return switch (code) {
            case SQLITE_FULL ->
                new StoreProblem(
                        what,
                        "The disk is full" + technical,
                        "Make room on the disk, then start the console again.",
                        e);
            case SQLITE_IOERR ->
                new StoreProblem(
                        what,
                        "The disk reported an error" + technical,
                        "Check the disk and the system's log, then start the console again: it verifies the trail first.",
                        e);
            case SQLITE_READONLY, SQLITE_PERM, SQLITE_AUTH ->
                new StoreProblem(
                        what,
                        "The file or its folder may not be written by this user" + technical,
                        "Give this user the right to write there, or choose another folder with --state.",
                        e);
            case SQLITE_CANTOPEN ->
                new StoreProblem(
                        what,
                        "The file or its folder may not be opened by this user" + technical,
                        "Give this user the right to read and write there, or choose another folder with --state.",
                        e);
            case SQLITE_BUSY, SQLITE_LOCKED ->
                new StoreProblem(
                        what,
                        "Another program holds a lock on it" + technical,
                        "Close the other program (a database browser, a backup), then try again.",
                        e);
            case SQLITE_NOTADB ->
                new StoreProblem(
                        what,
                        "It is not an SQLite database" + technical,
                        "Move the file away, or choose another folder with --state.",
                        e);
            case SQLITE_CORRUPT -> new StoreProblem(what, "The file is damaged" + technical, DAMAGED_NEXT, e);
            default ->
                new StoreProblem(
                        what,
                        "The database engine answered: " + e.getMessage() + ".",
                        "Start the console again: it verifies the trail first.",
                        e);
        };
    }
}
