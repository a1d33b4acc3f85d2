/// Cases of votes of rules.
let weakCases: [ParityCase] = []
