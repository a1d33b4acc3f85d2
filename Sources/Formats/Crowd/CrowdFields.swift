import Records

/// What the columns of a crowd service's table that were shown to people say of an item: its text, its picture, the rest.
enum CrowdFields {
    private static let endings: [(role: String, media: Media, endings: Set<String>)] = [
        ("image", .image, ImageFiles.extensions), ("audio", .audio, Recordings.audio), ("video", .video, Recordings.video),
    ]

    /// Puts the fields in, and the first one that is the address of a picture or recording as its file.
    static func place(_ fields: [(name: String, value: String)], in item: inout LabelledItem) {
        for field in fields {
            item.fields[field.name] = .string(field.value)
            guard item.media == nil, field.value.hasPrefix("http://") || field.value.hasPrefix("https://") || field.value.hasPrefix("s3://") else { continue }
            let path = field.value.prefix { $0 != "?" && $0 != "#" }
            let ending = path.split(separator: ".").last.map { $0.lowercased() } ?? ""
            guard let found = endings.first(where: { $0.endings.contains(ending) }) else { continue }
            item.media = found.media
            item.files[found.role] = LabelledFile(url: field.value)
        }
        if item.media == nil, item.text != nil { item.media = .text }
    }
}
