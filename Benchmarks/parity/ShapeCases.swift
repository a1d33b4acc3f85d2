/// Cases of boxes, keypoints and masks.
let shapeCases: [ParityCase] = []
