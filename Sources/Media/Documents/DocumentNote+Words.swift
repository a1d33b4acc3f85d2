import Records

extension DocumentNote {
    /// The note as a finding about the record or file of this name.
    public func finding(at place: Place? = nil) -> Finding {
        switch self {
        case .otherExtension(let found, let format):
            Finding(
                .note, "document.extension", "the name ends in `.\(found)`, the content is \(format.title)", at: place,
                hint: "rename it to `.\(format.extensions[0])`; other programs may trust the name")
        case .truncated(let at):
            Finding(.warning, "document.truncated", "the document opens, and its end is missing after byte \(at)", at: place, hint: "take it from its source again: pages may be lost")
        case .damaged(let what, let at):
            Finding(
                .warning, "document.damaged", "the document opens, with damage\(at.map { " at byte \($0)" } ?? ""): \(what)", at: place,
                hint: "look at it, or take it from its source again")
        case .junkBefore(let count): Finding(.note, "document.junk-before", "the document begins after \(count) other bytes", at: place)
        case .javaScript: Finding(.warning, "document.javascript", "the document holds programs (JavaScript)", at: place, hint: "they are never run here; think before handing the file on")
        case .launchAction: Finding(.warning, "document.launch-action", "the document asks to start a program", at: place, hint: "nothing is started here; think before handing the file on")
        case .attachments(let count):
            Finding(.note, "document.attachments", "\(count == 1 ? "another file is" : "\(count) other files are") attached to the document", at: place, hint: "attached files are not looked at")
        case .replacedBytes(let count): Finding(.note, "document.replaced-bytes", "\(count) bytes are not valid in the text's encoding and were replaced", at: place)
        }
    }
}
