/// Sentences for people whose profile file cannot be read.
extension LanguageProfileError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .notAProfile: "the file does not start with `WLP1`; make it with `tools/build-languages`"
        case .badLongest(let letters): "runs of \(letters) letters, and 1 to 5 can be read"
        case .endsEarly(let place): "the file ends in the middle of something, at byte \(place)"
        case .badRun(let place): "the run of letters at byte \(place) is too long or names a language that is not there"
        case .bytesBehindEnd(let place): "there are bytes behind the end, from byte \(place)"
        }
    }
}
