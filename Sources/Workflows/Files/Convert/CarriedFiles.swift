import Formats
import Glibc
import Records

/// The files of items on their way from one dataset's folder into another's.
final class CarriedFiles: ItemFiles {
    private let folder: DatasetFolder
    private let root: String
    private let carry: ConvertFiles.Carry
    private(set) var carried = 0
    private(set) var missing = 0

    init(_ folder: DatasetFolder, from root: String, _ carry: ConvertFiles.Carry) {
        self.folder = folder
        self.root = root
        self.carry = carry
    }

    /// For formats that hold files within theirs: always, whatever is said of copies.
    func bytes(of role: String, in item: LabelledItem) throws -> [UInt8]? {
        guard let path = path(of: role, in: item), access(path, R_OK) == 0 else {
            missing += 1
            return nil
        }
        carried += 1
        return try PictureFile.bytes(of: path)
    }

    func put(_ item: LabelledItem, at places: [String: String]) throws {
        guard carry != .none else { return }
        for (role, place) in places.sorted(by: { $0.key < $1.key }) {
            guard let path = path(of: role, in: item), access(path, R_OK) == 0 else { missing += 1; continue }
            try folder.put(path, at: place, linked: carry == .link)
            carried += 1
        }
    }

    private func path(of role: String, in item: LabelledItem) -> String? {
        item.files[role]?.path.map { root == "." || root.isEmpty ? $0 : root.hasSuffix("/") ? root + $0 : "\(root)/\($0)" }
    }
}
