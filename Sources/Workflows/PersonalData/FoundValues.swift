import Preparing

extension PersonalDataFinder {
    /// What is found in a text, each with the value as it stands there.
    func values(in text: String) -> [(span: PersonalDataSpan, value: String)] {
        let spans = find(in: text)
        guard !spans.isEmpty else { return [] }
        let scalars = Array(text.unicodeScalars)
        return spans.map { ($0, String(String.UnicodeScalarView(scalars[$0.range]))) }
    }
}
