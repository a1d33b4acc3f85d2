import Glibc

/// Where the programs are that read what we do not read ourselves, those of ffmpeg and poppler: the absolute folders of `PATH`, looked through once, in order.
///
/// Relative and empty entries are left out, so that a program lying in the folder somebody happens to stand in is never run.
public struct MediaTools: Sendable, Hashable {
    public var folders: [String]

    public init(folders: [String]) {
        self.folders = folders
    }

    /// From the environment of this process.
    public init() {
        let path = getenv("PATH").map { String(cString: $0) } ?? "/usr/local/bin:/usr/bin:/bin"
        folders = path.split(separator: ":").map(String.init).filter { $0.hasPrefix("/") }
    }

    /// Whether sounds and videos of any kind can be read.
    public var areInstalled: Bool {
        ["ffmpeg", "ffprobe"].allSatisfy { (try? path(of: $0)) != nil }
    }

    func path(of program: String) throws(ToolError) -> String {
        for folder in folders {
            let path = folder + "/" + program
            var facts = stat()
            if stat(path, &facts) == 0, facts.st_mode & S_IFMT == S_IFREG, access(path, X_OK) == 0 { return path }
        }
        throw .missing(program, package: program.hasPrefix("pdf") ? "poppler-utils" : "ffmpeg")
    }
}
