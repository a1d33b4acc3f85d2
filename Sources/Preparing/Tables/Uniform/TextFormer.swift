import Foundation

/// Letters, white space and composition of a text.
enum TextFormer {
    static func text(_ text: String, _ form: TextForm) -> String {
        var result = form.composes ? text.precomposedStringWithCanonicalMapping : text
        if form.trimsSpace { result = collapsed(result) }
        return switch form.letters {
        case .keep: result
        case .lower: result.lowercased()
        case .upper: result.uppercased()
        }
    }

    private static func collapsed(_ text: String) -> String {
        var result = String.UnicodeScalarView()
        var isPending = false
        for scalar in text.unicodeScalars {
            if scalar.properties.isWhitespace {
                isPending = !result.isEmpty
            } else {
                if isPending { result.append(" ") }
                isPending = false
                result.append(scalar)
            }
        }
        return String(result)
    }
}
