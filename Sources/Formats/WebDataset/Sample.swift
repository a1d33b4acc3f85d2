import Records

/// The members of one sample, and what item they make.
struct Sample {
    static let maximumTextBytes: Int64 = 64 << 20
    let name: String
    private var texts: [String: [UInt8]] = [:]
    /// Member, name of the entry, and where the file was put.
    var files: [(member: String, entry: String, path: String?)] = []

    init(name: String) { self.name = name }

    static func isText(_ member: String) -> Bool { ["json", "txt", "cls", "text", "caption"].contains(member) }

    mutating func add(_ member: String, _ bytes: [UInt8]) { texts[member] = bytes }

    /// All of an entry, which has been found small.
    static func bytes(_ archive: any ArchiveReader, _ buffer: ScratchBuffer) throws -> [UInt8] {
        var bytes: [UInt8] = []
        while case let count = try archive.read(into: buffer.bytes), count > 0 { bytes.append(contentsOf: buffer.bytes[..<count]) }
        return bytes
    }

    func item(split: String?, _ options: DatasetReadOptions, _ classNames: [String]) -> Result<LabelledItem, Finding> {
        var fields = JSONObject()
        if let bytes = texts["json"] {
            let json: JSONValue
            do { json = try JSONParser.parse(bytes) } catch { return .failure(error.finding(record: name)) }
            if json["key"]?.string != nil, json["answers"]?.object != nil, let object = json.object { return own(object) }
            fields = json.object ?? ["json": json]
        }
        return foreign(fields, split, options, classNames)
    }

    /// What we wrote: everything is in the JSON, and files are told by their entries' names.
    private func own(_ object: JSONObject) -> Result<LabelledItem, Finding> {
        let read = JSONLinesDatasetReader.item(object)
        guard case .success(var item) = read else { return read }
        for (role, file) in item.files {
            let entry = files.first { String(ImageFiles.fileName($0.entry)) == file.path }
            item.files[role]?.path = entry?.path
        }
        return .success(item)
    }

    private func foreign(_ given: JSONObject, _ split: String?, _ options: DatasetReadOptions, _ classNames: [String]) -> Result<LabelledItem, Finding> {
        var fields = given
        for member in ["txt", "text", "caption"] {
            guard let bytes = texts[member] else { continue }
            if let place = bytes.withUnsafeBytes({ UTF8Check.firstFault(in: $0) }) {
                return .failure(Finding(.error, "webdataset.text.not-utf8", "byte \(place + 1) of `.\(member)` is not UTF-8"))
            }
            fields[member == "txt" ? "text" : member] = .string(String(decoding: bytes, as: UTF8.self))
        }
        let main = files.first { ImageFiles.isImage("x.\($0.member)") }
        var item = LabelledItem(key: main?.entry ?? name, fields: fields, split: split)
        item.media = fields["text"] == nil ? nil : .text
        if let bytes = texts["cls"], let question = options.questions.name(.choice, called: "class") {
            let text = String(decoding: bytes, as: UTF8.self).filter { !$0.isWhitespace }
            item.answers[question] = .choice(Int(text).flatMap { classNames.indices.contains($0) ? classNames[$0] : nil } ?? text)
        }
        for file in files {
            let role = file.entry == main?.entry ? LabelledItem.picture : Self.role(file.member)
            if item.files[role] == nil { item.files[role] = LabelledFile(path: file.path) } else { item.files[file.member] = LabelledFile(path: file.path) }
            if let media = Media(rawValue: role), item.media != .image { item.media = media }
        }
        return .success(item)
    }

    private static func role(_ member: String) -> String {
        switch member {
        case "wav", "flac", "mp3", "ogg", "opus", "m4a": "audio"
        case "mp4", "webm", "mkv", "avi", "mov": "video"
        default: member
        }
    }
}
