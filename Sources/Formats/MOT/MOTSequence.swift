import Records

/// `seqinfo.ini`: what a sequence is called, how long and how large it is. Other keys are kept.
struct MOTSequence {
    var values: [(name: String, value: String)] = []

    init() {}

    init(_ text: String) {
        for line in text.split(whereSeparator: \.isNewline) {
            guard let sign = line.firstIndex(of: "=") else { continue }
            let name = XMLElement(name: "", text: String(line[..<sign])).trimmed, value = XMLElement(name: "", text: String(line[line.index(after: sign)...])).trimmed
            if !name.isEmpty, !name.hasPrefix(";"), !name.hasPrefix("#") { self[name] = value }
        }
    }

    subscript(name: String) -> String? {
        get { values.first { $0.name == name }?.value }
        set {
            if let place = values.firstIndex(where: { $0.name == name }) {
                if let newValue { values[place].value = newValue } else { values.remove(at: place) }
            } else if let newValue {
                values.append((name, newValue))
            }
        }
    }

    func whole(_ name: String) -> Int? { self[name].flatMap { Int($0) }.flatMap { $0 > 0 ? $0 : nil } }

    static let usual = ["name", "imDir", "frameRate", "seqLength", "imWidth", "imHeight", "imExt"]

    /// Those that stand for something else in an item.
    var file: LabelledFile {
        let rate = self["frameRate"].flatMap { DecimalText.number($0) }.flatMap { $0 > 0 ? $0 : nil }
        let frames = whole("seqLength")
        return LabelledFile(width: whole("imWidth"), height: whole("imHeight"), duration: rate.flatMap { rate in frames.map { Double($0) / rate } }, rate: rate, frames: frames)
    }

    var text: String { "[Sequence]\n" + values.map { "\($0.name)=\($0.value)\n" }.joined() }
}
