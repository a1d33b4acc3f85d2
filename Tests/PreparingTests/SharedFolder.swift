import Foundation

/// Real data beside the checkout, for tests only: the folder `WINNOW_SHARED` names, or `../shared`.
enum SharedFolder {
    static let url: URL = {
        if let path = ProcessInfo.processInfo.environment["WINNOW_SHARED"] { return URL(fileURLWithPath: path) }
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        return root.deletingLastPathComponent().appendingPathComponent("shared")
    }()

    /// nil, and a loud line, when the file is not there.
    static func text(_ path: String, for what: String) -> String? {
        guard let text = try? String(contentsOf: url.appendingPathComponent(path), encoding: .utf8) else {
            print("SKIPPED (no ../shared): \(what)")
            return nil
        }
        return text
    }

    /// Label 1 is spam.
    static func messages(for what: String) -> (texts: [String], labels: [Int])? {
        guard let file = text("data/sms-spam/data/sms.tsv", for: what) else { return nil }
        let rows = file.split(separator: "\n").map { $0.split(separator: "\t", maxSplits: 1) }.filter { $0.count == 2 }
        return (rows.map { String($0[1]) }, rows.map { $0[0] == "spam" ? 1 : 0 })
    }
}
