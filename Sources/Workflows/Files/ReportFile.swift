import Foundation

/// A report as a file: whole or not at all, and never in the place of something else.
public enum ReportFile {
    /// Refuses a place that cannot be written before any work is done.
    ///
    /// - Throws: `report.exists` where another file than an earlier report lies, `report.folder` for a folder that is not there.
    public static func check(_ path: String) throws {
        var isFolder: ObjCBool = false
        let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
        guard FileManager.default.fileExists(atPath: folder, isDirectory: &isFolder), isFolder.boolValue else {
            throw WorkflowError(.unavailable, "report.folder", "there is no folder `\(folder)` for the report", hint: "make it first")
        }
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else { return }
        guard !isFolder.boolValue, isReport(path) else {
            throw WorkflowError(
                .conflict, "report.exists", "`\(path)` is there already and is no report of `winnow`", hint: "an earlier report is written anew, anything else is left alone: name another file")
        }
    }

    public static func write(_ page: ReportPage, to path: String) throws {
        try check(path)
        do {
            try Data(page.html.utf8).write(to: URL(fileURLWithPath: path), options: .atomic)
        } catch {
            throw WorkflowError(.unavailable, "report.not-written", "the report `\(path)` cannot be written", hint: "look at the folder's permissions and free space")
        }
    }

    private static func isReport(_ path: String) -> Bool {
        guard let file = FileHandle(forReadingAtPath: path), let start = try? file.read(upToCount: 1024) else { return false }
        return String(decoding: start, as: UTF8.self).contains(ReportPage.mark)
    }
}
