import Records

/// How the one step `near-duplicates` compares items: their texts, their pictures, or in a mixed project each by its own.
///
/// One name for people, two ways to look: which is meant follows from what the items are, so nobody has to know two steps,
/// and a setting of the other way (`radius` for texts) is refused rather than ignored.
public struct NearDuplicateEngines: Sendable, Hashable {
    /// nil: no text is compared.
    public var texts: NearDuplicateSettings?
    /// nil: no picture is compared.
    public var images: ImageDuplicateSettings?

    /// From a step of a task definition.
    public init(_ settings: JSONObject, of media: Media) throws(Finding) {
        switch media {
        case .image: images = try ImageDuplicateSettings(settings)
        case .mixed:
            let isOfImages = { (key: String) in ImageDuplicateSettings.names.contains(key) }
            images = try ImageDuplicateSettings(JSONObject(settings.members.filter { isOfImages($0.key) }.map { (key: $0.key, value: $0.value) }))
            texts = try NearDuplicateSettings(JSONObject(settings.members.filter { !isOfImages($0.key) }.map { (key: $0.key, value: $0.value) }))
        default: texts = try NearDuplicateSettings(settings)
        }
    }
}
