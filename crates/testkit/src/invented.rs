//! The invented theatre: two sides along the river Sel, with their bodies and towns.

/// Its pack, in the format of `docs/theatres.md`. The sides are built alike, word for word, so that the mirror test can swap them.
pub const PACK: &str = r#"
key = "sel"
name = "Sel valley"

[[sides]]
key = "NOR"
name = "Norland"
adjective = "Norlandic"
demonyms = ["Norlander", "Norlanders"]

[[sides]]
key = "SUD"
name = "Sudland"
adjective = "Sudlandic"
demonyms = ["Sudlander", "Sudlanders"]

[[actors]]
key = "nor"
name = "Norland"
side = "NOR"
kind = "state"
aliases = ["Norland"]

[[actors]]
key = "nor-leader"
name = "President of Norland"
side = "NOR"
kind = "head_of_state"
role = "leader"
aliases = ["Norlandic president"]

[[actors]]
key = "nor-media"
name = "State media of Norland"
side = "NOR"
kind = "state_media"
role = "media"
aliases = ["Norland Radio"]

[[actors]]
key = "nor-army"
name = "Norlandic army"
side = "NOR"
kind = "official"
role = "army"
aliases = ["Norlandic army", "Norlandic forces", "Norlandic troops"]

[[actors]]
key = "sud"
name = "Sudland"
side = "SUD"
kind = "state"
aliases = ["Sudland"]

[[actors]]
key = "sud-leader"
name = "President of Sudland"
side = "SUD"
kind = "head_of_state"
role = "leader"
aliases = ["Sudlandic president"]

[[actors]]
key = "sud-media"
name = "State media of Sudland"
side = "SUD"
kind = "state_media"
role = "media"
aliases = ["Sudland Radio"]

[[actors]]
key = "sud-army"
name = "Sudlandic army"
side = "SUD"
kind = "official"
role = "army"
aliases = ["Sudlandic army", "Sudlandic forces", "Sudlandic troops"]

[places]
country = "XX"
settlements = [
  { name = "Ridge Town", at = [37.10, 48.20] },
]
"#;

/// Names that stand for each other when the sides are swapped.
pub const SWAPS: &[(&str, &str)] = &[
    ("Norlandic", "Sudlandic"),
    ("Norlanders", "Sudlanders"),
    ("Norlander", "Sudlander"),
    ("Norland", "Sudland"),
];

/// A report in which both sides speak, deny, estimate, admit, and are spoken of.
pub const REPORT: &str = "\
RIDGE TOWN, May 4 — Norland's defense ministry said on Sunday that its troops had captured Ridge Town. Sudland's general staff denied it.

“The town is not surrounded,” a Sudlandic army spokesman said. Norlandic officials put Sudland's losses at 400 killed. Sudland admitted that 30 of its soldiers had died.

According to Norlandic commanders, Sudlandic forces had withdrawn 3 kilometers (2 miles) to the south. A Sudlandic commander estimated that Norland held about 40% of the town.

Residents said that more than 2,000 people were still there. Norland did not comment on the figure. The front could reach the river within weeks, an analyst said.
";
