//! Claims about Ridge Town: both sides, third parties, an absence, a withheld place, and every outcome.

use salient_checks::dossier::{SideLabel, Topic, TopicClaim};
use salient_checks::family::Family;
use salient_model::{
    ByteSpan, Certainty, Claim, ClaimId, ClaimTime, ClaimType, Comparator, Directness, DocumentId,
    ExtractorInfo, Finding, Force, ForceBasis, MapCheckable, Modality, Outcome, Polarity,
    Predicate, Quantity, Reason, RelationKind, Source, SourceKind, TextPolicy, Tier,
};

use super::date;

/// Topics in reading order.
pub(crate) fn topics(sides: &[SideLabel]) -> Vec<Topic> {
    let (one, other) = (&sides[0], &sides[1]);
    let army = |side: &SideLabel| format!("{} army", side.adjective);
    let staff = |side: &SideLabel| format!("{} general staff", side.adjective);
    let mut book = Book::default();
    vec![
        book.topic(Family::Control, Some(RelationKind::Contradicts), |book| {
            book.say(&one.key, &army(one), Force::Asserts, ClaimType::ControlShare, "its troops hold more than 70% of the town");
            book.percent(Comparator::Greater, 70.0);
            book.found(Outcome::Inconsistent, "0 of 3 maps: Crest Map 19 % (19–23), Fieldnotes (after Sel Watch) 47 % (44–48), Vale Survey 56 % (51–62)");
            book.say(&other.key, &staff(other), Force::Denies, ClaimType::ControlStatus, "the town had fallen");
            book.found(Outcome::Consistent, "3 of 3 maps draw less than 95 %");
            book.say(&other.key, &staff(other), Force::Asserts, ClaimType::DefenceStatus, "our units hold their lines north of the railway and continue to destroy the groups that have seeped into the built-up quarters, street by street");
            book.say("THIRD", "Sel Institute", Force::Estimates, ClaimType::ControlShare, "about 40 percent of the town");
            book.percent(Comparator::Approximately, 40.0);
            book.found(Outcome::MapsDisagree, "1 of 3 maps: Fieldnotes 44–48 %");
        }),
        book.topic(Family::Enclosure, None, |book| {
            book.say(&one.key, &format!("President of {}", one.name), Force::Asserts, ClaimType::Encirclement, "the enemy is completely surrounded");
            book.found(Outcome::Inconsistent, "0 of 3 maps: way out ≥ 6.6 km");
        }),
        book.topic(Family::Movement, None, |book| {
            book.say("THIRD", "Sel Institute", Force::Calculates, ClaimType::AdvanceDistance, "they have come 39 km in more than a year");
            book.found(Outcome::NotComputable, "no start and no axis stated");
            book.say("THIRD", "Sel Institute", Force::Asserts, ClaimType::Entry, "they entered from the <south & west>, \"street by street\"");
            book.found(Outcome::Consistent, "3 of 3 maps reach the limit");
        }),
        book.topic(Family::Losses, Some(RelationKind::InTension), |book| {
            for quote in ["up to 400 soldiers a day", "losses of at least two tanks and eleven armored vehicles", "315 killed in one day", "more than 2,000 since May 1", "heavy losses"] {
                book.say(&one.key, &format!("{} defense ministry", one.adjective), Force::Asserts, ClaimType::LossesPersonnel, quote);
            }
            book.say(&other.key, &staff(other), Force::Admits, ClaimType::LossesPersonnel, "30 of its soldiers had died");
            book.say("LOCAL", "A resident", Force::Asserts, ClaimType::LossesPersonnel, "there are bodies in the streets that nobody dares to fetch");
        }),
        book.topic(Family::Forces, None, |book| {
            book.say(&other.key, "An officer", Force::Asserts, ClaimType::Deployment, "the 5th Brigade sits in the mill");
            book.withhold("2030-05-11");
        }),
        book.topic(Family::Outlook, None, |book| {
            book.say("UNKNOWN", "Outside experts", Force::Predicts, ClaimType::Forecast, "the town could fall within weeks or months");
            book.hedge(Certainty::Possible, Modality::Future);
            book.found(Outcome::Pending, "no date in the words");
        }),
    ]
}

/// Numbers notes while topics are written down.
#[derive(Default)]
struct Book {
    note: usize,
    claims: Vec<TopicClaim>,
}

impl Book {
    fn topic(
        &mut self,
        family: Family,
        relation: Option<RelationKind>,
        fill: impl FnOnce(&mut Self),
    ) -> Topic {
        fill(self);
        Topic {
            family,
            claims: std::mem::take(&mut self.claims),
            relation: relation.map(|kind| (kind, "invented".to_owned())),
            silent_sides: Vec::new(),
        }
    }

    fn say(&mut self, side: &str, who: &str, force: Force, claim_type: ClaimType, quote: &str) {
        self.note += 1;
        let start = self.note * 100;
        let published = date("2030-05-08");
        let span = ByteSpan::new(start, start + quote.len()).expect("quotes are not empty");
        self.claims.push(TopicClaim {
            note: self.note,
            claim: claim(self.note, side, who, force, claim_type, span),
            quote: quote.to_owned(),
            cut: false,
            in_context: None,
            code_points: (start, start + quote.chars().count()),
            outlet: "The Sel Gazette".to_owned(),
            published: Some(published),
            text_hash: "5c51d637d844888d4cd16178aa".to_owned(),
            policy: TextPolicy::Store,
            withheld_until: None,
            finding: None,
        });
    }

    fn last(&mut self) -> &mut TopicClaim {
        self.claims.last_mut().expect("something was said before")
    }

    fn found(&mut self, outcome: Outcome, words: &str) {
        let claim = self.last();
        claim.finding = Some(Finding {
            claim: claim.claim.id.clone(),
            predicate: Predicate::ControlShare,
            place: Some("Ridge Town".to_owned()),
            side: None,
            outcome,
            reason: Reason {
                code: "invented",
                words: words.to_owned(),
            },
            values: Vec::new(),
            beside: Vec::new(),
        });
    }

    fn percent(&mut self, comparator: Comparator, value: f64) {
        self.last().claim.quantities.push(Quantity {
            value: Some(value),
            high: None,
            unit: "percent_of_town".to_owned(),
            comparator,
            of: None,
            span: None,
            same_quantity_as: None,
            derived: false,
        });
    }

    fn hedge(&mut self, certainty: Certainty, modality: Modality) {
        let claim = self.last();
        claim.claim.certainty = certainty;
        claim.claim.modality = modality;
    }

    fn withhold(&mut self, until: &str) {
        self.last().withheld_until = Some(date(until));
    }
}

fn claim(
    note: usize,
    side: &str,
    who: &str,
    force: Force,
    claim_type: ClaimType,
    span: ByteSpan,
) -> Claim {
    Claim {
        id: ClaimId::from_record(format!("f1fe{note:04}879ac0de")),
        document: DocumentId::from_record("d0c0000000000001"),
        span,
        sentence: span,
        cue: None,
        source: Source {
            name: who.to_owned(),
            span: None,
            role: None,
            kind: SourceKind::Official,
            side: side.to_owned(),
            actor: None,
            named: true,
            protected: false,
        },
        force,
        force_from: ForceBasis::Cue,
        directness: Directness::Indirect,
        claim_type,
        subject: None,
        object: None,
        places: Vec::new(),
        time: ClaimTime::as_of(date("2030-05-08")),
        quantities: Vec::new(),
        polarity: Polarity::Affirmative,
        certainty: Certainty::Certain,
        modality: Modality::Actual,
        map: MapCheckable::No,
        tier: Tier::Core,
        extractor: ExtractorInfo {
            name: "rules".to_owned(),
            version: "0".to_owned(),
            model_hash: None,
        },
    }
}
