/// The data files of a dataset in their order, and the split each stands for by its name: `train.jsonl`, `dev/a.conll`.
struct SplitFiles {
    struct File {
        /// Relative to the input's folder.
        var path: String
        var split: String?
        /// In front of keys that only count, so that those of several files differ; empty when there is one file.
        var prefix: String
    }

    private(set) var files: [File]

    init(_ paths: [String]) {
        let several = paths.count > 1
        files = paths.map { path in
            let stem = Self.stem(path)
            let named = stem == LabelledItem.wholeName ? nil : Self.known(path) ?? (several ? stem : nil)
            return File(path: path, split: named, prefix: several ? "\(stem)/" : "")
        }
        let stems = Dictionary(grouping: files, by: \.prefix).filter { $0.value.count > 1 }
        for place in files.indices where stems[files[place].prefix] != nil { files[place].prefix = "\(files[place].path)/" }
    }

    static func stem(_ path: String) -> String {
        let name = Compression.unpackedPath(path).split(separator: "/").last ?? ""
        guard let dot = name.lastIndex(of: "."), dot != name.startIndex else { return String(name) }
        return String(name[..<dot])
    }

    /// The name of a split that everybody uses, as the file's stem, as a part of it (`en_ewt-ud-dev`) or as its folder's name.
    private static func known(_ path: String) -> String? {
        let stem = stem(path)
        if usual.contains(stem) { return stem }
        let words = stem.split { "-_.".contains($0) }.map(String.init)
        if let word = words.last ?? words.first, usual.contains(word) { return word }
        if let word = words.first(where: usual.contains) { return word }
        let folder = path.split(separator: "/").dropLast().last.map(String.init)
        return folder.flatMap { usual.contains($0) ? $0 : nil }
    }

    private static let usual: Set<String> = ["train", "dev", "test", "val", "valid", "validation", "eval"]
}
