import Records

/// The steps that `prepare:` of a task definition can name for pictures.
public struct ImageChecksStep: PrepareStep {
    public static let name = "image-checks"
    public static let summary = "Report unreadable, dark, light, blurred, gray, empty or oddly sized pictures; nothing is dropped"
    public init() {}
    public func check(_ settings: JSONObject) -> [Finding] { imageFindings { () throws(Finding) in _ = try ImageCheckSettings(settings) } }
}

public struct NearDuplicateImagesStep: PrepareStep {
    public static let name = "near-duplicate-images"
    public static let summary = "Group pictures that are copies, exact or nearly, so that a split keeps them on one side"
    public init() {}
    public func check(_ settings: JSONObject) -> [Finding] { imageFindings { () throws(Finding) in _ = try ImageDuplicateSettings(settings) } }
}

private func imageFindings(_ read: () throws(Finding) -> Void) -> [Finding] {
    do {
        try read()
        return []
    } catch {
        return [error]
    }
}
