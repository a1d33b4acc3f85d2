import Records

/// The layout of ImageNet and its small relatives: a folder per WordNet number (`n01440764`), which is the label; what the
/// number means is in a file beside; pictures of `val` may lie in one folder with their labels in a list.
public enum ImageNet {
    public static let card = FormatCard(
        name: "imagenet", summary: "ImageNet layout: a folder per WordNet number, with lists of names and of labels of `val`", extensions: [], canRead: true, canWrite: false,
        holds: ["pictures", "one choice question", "splits"])

    public static let format = DatasetFormat(card: card, media: [.image], takes: [.choice], recognise: recognise, reader: { try ImageNetReader($0, options: $1) })

    static func recognise(_ input: DatasetInput) -> DatasetFormat.Recognition? {
        var numbers: Set<Substring> = []
        for path in input.listing.paths where ImageFiles.isImage(path) { if let number = number(in: path) { numbers.insert(number) } }
        guard !numbers.isEmpty else { return nil }
        return .init(confidence: 0.96, reason: "\(numbers.count) folders are named after WordNet numbers such as `\(numbers.min() ?? "")`")
    }

    /// The folder of a picture that is a WordNet number.
    static func number(in path: String) -> Substring? { path.split(separator: "/").dropLast().first(where: isNumber) }

    static func isNumber(_ text: some StringProtocol) -> Bool { text.utf8.count == 9 && text.hasPrefix("n") && text.dropFirst().utf8.allSatisfy { $0 >= 48 && $0 <= 57 } }

    /// Names by number: `LOC_synset_mapping.txt` and `synset_words.txt` (number, space, names), `words.txt` (number, tab, names).
    static func names(_ input: DatasetInput, _ findings: inout FindingLog) -> [String: String] {
        var names: [String: String] = [:]
        for path in input.listing.paths where ["LOC_synset_mapping.txt", "synset_words.txt", "words.txt"].contains(String(ImageFiles.fileName(path))) {
            forEachLine(input, path, &findings) { line in
                guard let gap = line.firstIndex(where: { $0 == " " || $0 == "\t" }), isNumber(line[..<gap]) else { return }
                names[String(line[..<gap])] = String(line[line.index(after: gap)...].drop { $0 == " " || $0 == "\t" })
            }
        }
        return names
    }

    /// File name (without ending where the list has none) -> number: `LOC_val_solution.csv`, `val_annotations.txt`.
    static func solutions(_ input: DatasetInput, _ findings: inout FindingLog) -> [String: String] {
        var solutions: [String: String] = [:]
        for path in input.listing.paths {
            let name = ImageFiles.fileName(path)
            let separator: Character
            switch name {
            case "LOC_val_solution.csv", "LOC_train_solution.csv": separator = ","
            case "val_annotations.txt": separator = "\t"
            default: continue
            }
            forEachLine(input, path, &findings) { line in
                let cells = line.split(separator: separator, maxSplits: 2)
                guard cells.count > 1, let number = cells[1].split(separator: " ").first, isNumber(number) else { return }
                solutions[String(cells[0])] = String(number)
            }
        }
        return solutions
    }

    private static func forEachLine(_ input: DatasetInput, _ path: String, _ findings: inout FindingLog, _ body: (String) -> Void) {
        do {
            let lines = try LineReader(input.source(path), maximumBytes: 1 << 20)
            while let line = try lines.next() { body(String(decoding: line.bytes, as: UTF8.self)) }
        } catch let error as ByteError { findings.add(error.finding) } catch { findings.add(Finding(.error, "imagenet.list", "`\(path)` cannot be read", at: Place(file: path))) }
    }
}
