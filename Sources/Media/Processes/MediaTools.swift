import Glibc

/// Where `ffmpeg` and `ffprobe` are: the absolute folders of `PATH`, looked through once, in order.
///
/// Relative and empty entries are left out, so that a program lying in the folder somebody happens to stand in is never run.
public struct MediaTools: Sendable, Hashable {
    /// The Debian package that brings both programs.
    public static let package = "ffmpeg"

    public var folders: [String]

    public init(folders: [String]) {
        self.folders = folders
    }

    /// From the environment of this process.
    public init() {
        let path = getenv("PATH").map { String(cString: $0) } ?? "/usr/local/bin:/usr/bin:/bin"
        folders = path.split(separator: ":").map(String.init).filter { $0.hasPrefix("/") }
    }

    /// Whether both programs are there.
    public var areInstalled: Bool {
        ["ffmpeg", "ffprobe"].allSatisfy { (try? path(of: $0)) != nil }
    }

    func path(of program: String) throws(ToolError) -> String {
        for folder in folders {
            let path = folder + "/" + program
            var facts = stat()
            if stat(path, &facts) == 0, facts.st_mode & S_IFMT == S_IFREG, access(path, X_OK) == 0 { return path }
        }
        throw .missing(program, package: Self.package)
    }
}
