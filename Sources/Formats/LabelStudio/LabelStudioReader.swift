import Records

/// Reads exports of Label Studio task by task. The configuration is the XML beside them; without one it is made up from
/// the results, for which the files are read twice.
final class LabelStudioReader: QueuedReader {
    private let files: [String]
    private var place = 0
    private var list: JSONListReader?
    private var task: LabelStudioTask
    private var keys: Set<String> = []

    init(opening input: DatasetInput, options: DatasetReadOptions) throws {
        let found = input.isFile ? input.listing.paths : LabelStudio.taskFiles(in: input)
        files = found.isEmpty ? input.files("json") : found
        guard !files.isEmpty else { throw ImageFormatError.noFiles(format: "label-studio", folder: input.path, expected: "JSON file with a list of tasks") }
        var early: [Finding] = []
        let config = try Self.config(input, files, &early)
        let asked = LabelStudioQuestions(config, options.questions, file: input.path)
        task = LabelStudioTask(config, asked, LabelStudioFiles(input.listing))
        super.init(input, options: options)
        questions = asked.questions
        header = ["label-studio": ["config": .string(config.xml)]]
        for finding in early + asked.findings { findings.add(finding) }
    }

    override func produce() throws -> [LabelledItem]? {
        while true {
            if let list {
                let raw = try list.next()
                findings.add(list.takeFindings())
                if let raw { return [item(raw)].compactMap(\.self) }
                self.list = nil
            }
            guard place < files.count else { return nil }
            list = try JSONListReader(input.source(files[place]))
            place += 1
        }
    }

    private func item(_ raw: RawRecord) -> LabelledItem? {
        done += 1
        var item = task.item(raw.fields, number: done, place: Place(file: files[place - 1], line: raw.line))
        findings.add(task.takeFindings())
        if !keys.insert(item.key).inserted {
            findings.add(Finding(.warning, "label-studio.task.twice", "the task `\(item.key)` comes twice", at: item.place, hint: "It is read as an item of its own"))
            var copy = 2
            while !keys.insert("\(item.key)-\(copy)").inserted { copy += 1 }
            item.key += "-\(copy)"
        }
        checkFiles(&item)
        return item
    }

    private func checkFiles(_ item: inout LabelledItem) {
        for role in item.files.keys.sorted() {
            guard let file = item.files[role] else { continue }
            if let path = file.path, file.width == nil, role == "image", let size = options.probe?(input.listing.fullPath(path)) { item.size = size }
            if file.path == nil, file.url == nil, options.needsFiles {
                findings.add(Finding(.warning, "label-studio.file.missing", "the \(role) of task `\(item.key)` is not there", at: item.place))
            }
        }
    }

    // MARK: Configuration

    private static func config(_ input: DatasetInput, _ files: [String], _ findings: inout [Finding]) throws -> LabelStudioConfig {
        if let given = try givenConfig(input, &findings) { return given }
        var inference = LabelStudioInference()
        for file in files {
            let list = try JSONListReader(input.source(file))
            while let raw = try list.next() { inference.see(raw.fields) }
        }
        findings.append(withoutConfig(input))
        return inference.config
    }

    /// That of the folder, or of the folder of the file that was named.
    static func givenConfig(_ input: DatasetInput, _ findings: inout [Finding]) throws -> LabelStudioConfig? {
        guard !input.isFile else { return besideFile(input) }
        guard let file = LabelStudio.config(in: input) else { return nil }
        do {
            return try LabelStudioConfig(input.source(file).readAll(maximumBytes: 16 << 20))
        } catch let error as XMLError {
            findings.append(error.finding(in: file))
            return nil
        }
    }

    private static func besideFile(_ input: DatasetInput) -> LabelStudioConfig? {
        for name in LabelStudio.configNames {
            let path = input.listing.fullPath(name)
            guard let source = try? ByteSource(path: path, shownAs: name), let bytes = try? source.readAll(maximumBytes: 16 << 20) else { continue }
            if let config = try? LabelStudioConfig(bytes) { return config }
        }
        return nil
    }

    static func withoutConfig(_ input: DatasetInput) -> Finding {
        Finding(
            .note, "label-studio.config.missing", "there is no `label_config.xml` beside the tasks; questions are taken from the results", at: Place(file: input.path),
            hint: "Put the labelling configuration of the project beside the export: labels nobody used are only there")
    }
}
