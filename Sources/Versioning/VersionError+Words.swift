/// What a person reads about a commit that cannot be written or read.
extension VersionError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .outOfOrder(let key, let last):
            key == last ? "the record \(key) comes twice" : "the record \(key) comes after \(last), against the order of keys"
        case .corrupt(let object, let actual): "object `\(object)` is damaged: its bytes have the hash `\(actual)`"
        case .malformed(let object, let why): "object `\(object)` cannot be read: \(why)"
        case .storeDisagrees(let expected, let got): "the store names an object `\(got)` whose SHA-256 is `\(expected)`"
        case .grammar(let object, let version): "object `\(object)` has grammar version \(version), which this program does not read"
        }
    }
}
