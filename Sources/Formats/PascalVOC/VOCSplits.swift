import Records

/// Which split each picture is in, by the lists under `ImageSets/Main/`.
///
/// `train`, `val` and `test` come before other lists, and those before the unions `trainval` and `all`; the first list that names
/// a stem decides. A list named `all` says that the picture is in no split. Lists of one class (`cat_train.txt`, with a second column) are not splits.
struct VOCSplits {
    private var byStem: [String: String] = [:]
    private(set) var findings: [Finding] = []

    init(_ listing: FolderListing) {
        var lists: [(rank: Int, name: String, path: String)] = []
        for path in listing.paths where path.hasSuffix(".txt") && ImageFiles.parent(path).hasSuffix("ImageSets/Main") {
            let name = ImageFiles.stem(path)
            lists.append((Self.rank(name), name, path))
        }
        lists.sort { ($0.rank, $0.name, $0.path) < ($1.rank, $1.name, $1.path) }
        for list in lists { read(list.path, as: list.name, isUnion: list.rank == 4, listing) }
    }

    func split(of stem: String) -> String? { byStem[stem].flatMap { $0 == LabelledItem.wholeName ? nil : $0 } }

    private static func rank(_ name: String) -> Int {
        switch name {
        case "train": 0
        case "val": 1
        case "test": 2
        case "trainval", "all", "trainvaltest": 4
        default: 3
        }
    }

    private mutating func read(_ path: String, as name: String, isUnion: Bool, _ listing: FolderListing) {
        switch TextFileReader.read(path: listing.fullPath(path), shownAs: path) {
        case .failure(let finding): findings.append(finding)
        case .success(let text):
            for (number, line) in text.split(whereSeparator: \.isNewline).enumerated() {
                let columns = line.split(whereSeparator: \.isWhitespace)
                if columns.count == 2, ["1", "-1", "0"].contains(columns[1]) { return }
                guard let stem = columns.first else { continue }
                add(String(stem), to: name, isUnion, Place(file: path, line: number + 1, record: String(stem)))
            }
        }
    }

    private mutating func add(_ stem: String, to name: String, _ isUnion: Bool, _ place: Place) {
        guard let first = byStem[stem] else { byStem[stem] = name; return }
        guard !isUnion, first != name else { return }
        findings.append(Finding(.warning, "voc.split.twice", "`\(stem)` is in the split `\(first)` and in `\(name)`; the first is taken", at: place))
    }
}
