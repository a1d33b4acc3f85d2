/// Where pictures go in a dataset that is written: the key itself where it is a plain relative path, a safe name
/// otherwise; never outside the folder, never two at one place.
struct ImageNames {
    private var names = SafeNames()

    /// The path below `folder`, without its ending, and the ending; `isKept` when together they are the key.
    mutating func name(for key: String, below folder: String, flat: Bool) -> (stem: String, ending: String, isKept: Bool) {
        let stem = ImageFiles.isImage(key) ? ImageFiles.withoutEnding(key) : key
        let ending = String(decoding: key.utf8.dropFirst(stem.utf8.count), as: UTF8.self)
        let parts = stem.utf8.contains(UInt8(ascii: "/")) ? stem.split(separator: "/", omittingEmptySubsequences: false).map(String.init) : [stem]
        let isPlain = parts.count <= 16 && parts.allSatisfy(SafeNames.isSafe) && !(flat && parts.count > 1)
        let parent = isPlain ? parts.dropLast().joined(separator: "/") : ""
        let last = isPlain ? parts.last ?? stem : stem
        let prefix = [folder, parent].filter { !$0.isEmpty }.joined(separator: "/")
        // The ending is left out of the name that must be unique: label files share the stem.
        let path = names.name(for: last, in: prefix, ending: "")
        let below = folder.isEmpty ? path : String(decoding: path.utf8.dropFirst(folder.utf8.count + 1), as: UTF8.self)
        return (below, ending, below == stem)
    }
}
