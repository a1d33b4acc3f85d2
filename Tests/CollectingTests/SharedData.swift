import Foundation

/// Public data and worked examples beside the checkout; absent in a plain clone.
enum SharedData {
    static func path(_ name: String) -> String? {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        let folder = ProcessInfo.processInfo.environment["WINNOW_SHARED"] ?? root.deletingLastPathComponent().appendingPathComponent("shared").path
        let full = "\(folder)/\(name)"
        guard FileManager.default.fileExists(atPath: full) else {
            print("SKIPPED (no ../shared): \(name)")
            return nil
        }
        return full
    }
}
