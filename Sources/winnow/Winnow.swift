import Commands

/// The executable. Leaves the main actor at once: every hop back to it would cost a thousand times an ordinary one.
@main
enum Winnow {
    static func main() async {
        await Task.detached { () -> Void in await WinnowCommand.runFromCommandLine() }.value
    }
}
