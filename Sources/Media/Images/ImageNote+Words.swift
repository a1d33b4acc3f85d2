import Records

extension ImageNote {
    /// The note as a finding about the record or file of this name.
    public func finding(at place: Place? = nil) -> Finding {
        switch self {
        case .otherExtension(let found, let format):
            Finding(
                .note, "image.extension", "the name ends in `.\(found)`, the content is \(format.title)", at: place,
                hint: "rename it to `.\(format.extensions[0])`; other programs may trust the name")
        case .brokenExif(let what):
            Finding(.note, "image.exif", "the EXIF data is broken: \(what)", at: place, hint: "the picture is shown as it is stored; look whether it stands upright")
        case .damaged(let what):
            Finding(.warning, "image.damaged", "the picture decodes, with damage: \(what)", at: place, hint: "look at it, or take it from its source again")
        case .truncated(let at):
            Finding(.warning, "image.truncated", "the file ends after \(at) bytes; the missing part is gray", at: place, hint: "take it from its source again")
        }
    }
}
