import Foundation
import Media
import Records

/// Reads augmented manifests line by line; rasters and sequences are looked for beside the manifest by their names.
final class SageMakerReader: QueuedReader {
    private let files: [String]
    private let beside: LabelStudioFiles
    private var place = 0
    private var lines: JSONLinesReader?
    private var keys: Set<String> = []
    /// Attribute -> class number -> label, of the whole dataset.
    private var classes: [String: [Int: String]] = [:]
    private var kinds: [String: QuestionKind] = [:]

    init(opening input: DatasetInput, options: DatasetReadOptions) throws {
        let found = input.isFile ? input.listing.paths : SageMaker.files(in: input)
        files = found.isEmpty ? input.files("manifest") : found
        beside = LabelStudioFiles(input.listing)
        guard !files.isEmpty else { throw ImageFormatError.noFiles(format: "sagemaker", folder: input.path, expected: "augmented manifest") }
        super.init(input, options: options)
        try survey()
        (findings, keys, done) = (FindingLog(), [], 0)
    }

    /// Questions and class numbers come from the metadata of every line, so the lines are read twice.
    private func survey() throws {
        var order: [String] = []
        for file in files {
            let lines = try JSONLinesReader(input.source(file))
            while let record = try lines.next() {
                for job in Self.jobs(record.fields) {
                    guard let kind = Self.kind(job, record.fields), let name = options.questions.name(kind, called: job.question) else { continue }
                    if kinds[name] == nil { order.append(name) }
                    kinds[name] = kind
                    for (number, label) in SageMakerClasses.named(record.fields[job.attribute], job.metadata, kind) { note(number, label, kind, name) }
                    if kind == .spans { noteSpanLabels(record.fields[job.attribute], name) }
                }
            }
        }
        questions = order.map { name in
            Question(name: name, kind: kinds[name] ?? .choice, labels: (classes[name] ?? [:]).sorted { $0.key < $1.key }.map { LabelDefinition(name: $0.value) })
        }
        let numbered = classes.sorted { $0.key < $1.key }.map { name, map in
            (key: name, value: JSONValue.object(JSONObject(map.sorted { $0.key < $1.key }.map { (key: $0.value, value: .int(Int64($0.key))) })))
        }
        header = ["sagemaker": ["classes": .object(JSONObject(numbered))]]
    }

    /// Masks of one label have several numbers: the first that is seen is the label's own.
    private func note(_ number: Int, _ label: String, _ kind: QuestionKind, _ name: String) {
        if kind == .masks, label == SageMaker.background || classes[name]?.values.contains(label) == true { return }
        classes[name, default: [:]][number] = label
    }

    private func noteSpanLabels(_ value: JSONValue?, _ name: String) {
        let annotations = value?["annotations"]
        let labels = (annotations?["labels"]?.array ?? []).compactMap { $0["label"]?.string } + (annotations?["entities"]?.array ?? []).compactMap { $0["label"]?.string }
        for label in labels where classes[name]?.values.contains(label) != true { classes[name, default: [:]][classes[name]?.count ?? 0] = label }
    }

    /// One job of a line: its members, and the question, which is called as the attribute without `-ref`.
    private struct Job {
        var attribute: String
        var key: String
        var question: String
        var metadata: JSONObject
    }

    private static func jobs(_ line: JSONObject) -> [Job] {
        line.members.compactMap { key, value in
            guard key.hasSuffix(SageMaker.metadata), let metadata = value.object, metadata["type"] != nil || metadata["job-name"] != nil else { return nil }
            let stem = String(key.dropLast(SageMaker.metadata.count))
            let attribute = line[stem] == nil && line[stem + SageMaker.reference] != nil ? stem + SageMaker.reference : stem
            let isReference = attribute.hasSuffix(SageMaker.reference) && line[attribute]?.string != nil
            return Job(attribute: attribute, key: key, question: isReference ? String(attribute.dropLast(SageMaker.reference.count)) : attribute, metadata: metadata)
        }
    }

    /// By the type, or by the value's form where a custom job states another.
    private static func kind(_ job: Job, _ line: JSONObject) -> QuestionKind? {
        let metadata = job.metadata
        if let job = metadata["type"]?.string.flatMap(SageMakerJob.init(type:)) { return job.kind }
        guard let value = line[job.attribute] else { return nil }
        if value["image_size"] != nil { return .boxes }
        if value["annotations"]?["entities"] != nil { return .spans }
        if value["annotations"]?.array?.first?["class_id"] != nil { return .boxes }
        if metadata["class-name"] != nil { return .choice }
        return metadata["class-map"] != nil && value.array != nil ? .choices : nil
    }

    override func produce() throws -> [LabelledItem]? {
        while true {
            if let lines {
                let record = try lines.next()
                findings.add(lines.takeFindings())
                if let record { return [item(record, files[place - 1])].compactMap(\.self) }
                self.lines = nil
            }
            guard place < files.count else { return nil }
            lines = try JSONLinesReader(input.source(files[place]))
            place += 1
        }
    }

    // MARK: One line

    private func item(_ record: RawRecord, _ file: String) -> LabelledItem? {
        done += 1
        var rest = record.fields
        var item = LabelledItem(key: "line-\(record.number)")
        item.place = Place(file: file, line: record.line)
        let ours = rest[SageMaker.ours]?.object ?? [:]
        rest[SageMaker.ours] = nil
        guard start(&item, &rest) else {
            findings.add(Finding(.error, "sagemaker.line.no-source", "line \(record.line) of `\(file)` has neither `source-ref` nor `source`", at: item.place))
            return nil
        }
        takeOurs(ours, &item)
        if !keys.insert(item.key).inserted {
            findings.add(Finding(.warning, "sagemaker.item.twice", "`\(item.key)` has been named by an earlier line", at: item.place, hint: "It is read as an item of its own"))
            item.key += "-\(record.number)"
            keys.insert(item.key)
        }
        item.place?.record = item.key
        for job in Self.jobs(rest) { takeJob(job, &rest, &item) }
        for (name, value) in rest.members { item.fields[name] = value }
        if item.size == nil, let path = item.picturePath, let size = options.probe?(input.listing.fullPath(path)) { item.size = size }
        return item
    }

    private func start(_ item: inout LabelledItem, _ rest: inout JSONObject) -> Bool {
        if let text = rest["source"]?.string {
            (item.media, item.fields["text"], rest["source"]) = (.text, .string(text), nil)
            return true
        }
        guard let address = rest["source-ref"]?.string else { return false }
        rest["source-ref"] = nil
        let name = LabelStudioFiles.names(address).name
        let ending = name.lastIndex(of: ".").map { name[name.index(after: $0)...].lowercased() } ?? ""
        let (media, role): (Media, String) = switch ending {
        case "txt": (.text, "text")
        case "json" where Self.jobs(rest).contains { $0.metadata["type"]?.string.flatMap(SageMakerJob.init(type:))?.isCloud == true }: (.pointcloud, "points")
        case "json", "mp4", "mov", "avi", "mkv", "webm", "m4v", "mpg", "mpeg": (.video, "video")
        case "bin", "pcd", "ply", "las": (.pointcloud, "points")
        default: (.image, "image")
        }
        item.media = media
        item.files[role] = beside.file(address)
        if !name.isEmpty { item.key = name }
        if item.files[role]?.path == nil, options.needsFiles, !address.contains("://") {
            findings.add(Finding(.warning, "sagemaker.file.missing", "`\(address)` is not there", at: item.place))
        }
        return true
    }

    private func takeOurs(_ ours: JSONObject, _ item: inout LabelledItem) {
        item.key = ours["key"]?.string ?? item.key
        item.split = ours["split"]?.string
        item.licence = ours["licence"]?.string
        item.metadata = ours["metadata"]?.object ?? [:]
        guard let size = ours["size"]?.array, size.count == 2, let width = size[0].int.flatMap({ Int(exactly: $0) }), let height = size[1].int.flatMap({ Int(exactly: $0) }) else { return }
        item.size = PixelSize(width: width, height: height)
    }

    private func takeJob(_ job: Job, _ rest: inout JSONObject, _ item: inout LabelledItem) {
        let (attribute, metadata) = (job.attribute, job.metadata)
        guard let kind = Self.kind(job, rest), let name = options.questions.name(kind, called: job.question) else {
            findings.add(Finding(.note, "sagemaker.job.not-read", "what `\(attribute)` holds (`\(metadata["type"]?.string ?? "")`) is kept as a field", at: item.place))
            return
        }
        guard let value = rest[attribute] else {
            let reason = metadata["failure-reason"]?.string.map { ": \($0)" } ?? ""
            return findings.add(Finding(.warning, "sagemaker.job.failed", "`\(attribute)` has metadata and no label\(reason)", at: item.place))
        }
        var decoder = SageMakerDecoder(name, metadata, classes[name] ?? [:], options)
        guard let answer = isReference(kind, value) ? referenced(value, kind, &decoder, item) : decoder.answer(value, kind, &item) else {
            findings.add(Finding(.warning, "sagemaker.label.bad", "`\(attribute)` of `\(item.key)` cannot be read as \(kind.rawValue)\(decoder.trouble.map { ": \($0)" } ?? "")", at: item.place, hint: "It is kept as a field"))
            return
        }
        item.answers[name] = answer
        rest[attribute] = nil
        rest[job.key] = nil
        var kept: JSONObject = ["metadata": .object(decoder.rest)]
        if let more = decoder.valueRest { kept["value"] = more }
        if !decoder.colours.isEmpty { kept["colours"] = .object(decoder.colours) }
        if !kept.isEmpty { item.metadata["sagemaker"] = .object((item.metadata["sagemaker"]?.object ?? [:]).merged([name: .object(kept)])) }
    }

    private func isReference(_ kind: QuestionKind, _ value: JSONValue) -> Bool { [.masks, .tracks, .cuboids3D].contains(kind) && value.string != nil }

    // MARK: Files beside

    private func referenced(_ value: JSONValue, _ kind: QuestionKind, _ decoder: inout SageMakerDecoder, _ item: LabelledItem) -> Answer? {
        guard let path = value.string.flatMap({ besidePath($0) }) else {
            decoder.trouble = "the file `\(value.string ?? "")` is not beside the manifest"
            return nil
        }
        do {
            let bytes = try input.source(path).readAll(maximumBytes: 256 << 20)
            if kind == .masks {
                let answer = decoder.masks(try PNGSamples.decode(bytes))
                if decoder.strangers > 0 { findings.add(Finding(.note, "sagemaker.colours.unnamed", "\(decoder.strangers) colours of `\(path)` are not in the colour map; their pixels belong to no mask", at: item.place)) }
                return answer
            }
            return decoder.sequence(try JSONParser.parse(bytes), kind)
        } catch {
            decoder.trouble = "`\(path)`: \(error)"
            return nil
        }
    }

    /// The longest tail of an address that is a file there.
    private func besidePath(_ address: String) -> String? {
        if input.listing.paths.contains(address) { return address }
        var tail = LabelStudioFiles.names(address).path[...]
        while let slash = tail.firstIndex(of: "/") {
            tail = tail[tail.index(after: slash)...]
            if input.listing.paths.contains(String(tail)) { return String(tail) }
        }
        return beside.file(address).path
    }
}

/// Numbers of classes as lines state them.
enum SageMakerClasses {
    static func named(_ value: JSONValue?, _ metadata: JSONObject, _ kind: QuestionKind) -> [(Int, String)] {
        var named: [(Int, String)] = []
        if kind == .masks {
            return (SageMakerRaster.map(metadata)?.members ?? []).compactMap { key, entry in Int(key).flatMap { number in entry["class-name"]?.string.map { (number, $0) } } }
        }
        for (number, label) in metadata["class-map"]?.object?.members ?? [] { if let number = Int(number), let label = label.string { named.append((number, label)) } }
        if kind == .choice, let label = metadata["class-name"]?.string, let number = value?.int.flatMap({ Int(exactly: $0) }) { named.append((number, label)) }
        return named
    }
}
