/// Cases of what to label next.
let activeCases: [ParityCase] = []
