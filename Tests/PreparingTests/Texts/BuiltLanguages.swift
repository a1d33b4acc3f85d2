import Foundation

@testable import Preparing

/// The profiles that `tools/build-languages` makes: in the folder `WINNOW_MODELS` names, or in the build folder.
enum BuiltLanguages {
    /// nil, and a loud line, when they are not there.
    static func identifier(for what: String) throws -> LanguageIdentifier? {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        let folder = ProcessInfo.processInfo.environment["WINNOW_MODELS"] ?? root.appendingPathComponent(".build/models").path
        guard let file = FileManager.default.contents(atPath: folder + "/languages.bin") else {
            print("SKIPPED (no language profiles; `tools/build-languages` makes them): \(what)")
            return nil
        }
        return LanguageIdentifier(try LanguageProfiles([UInt8](file)))
    }
}
