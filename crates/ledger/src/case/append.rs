//! Adding to a case. Every method is one transaction.

use jiff::Timestamp;
use rusqlite::TransactionBehavior;
use salient_model::{Attribution, Claim, CodePointIndex, Document, Place, Sha256, Snapshot};

use super::{Appended, Case, NAppended, read};
use crate::error::{Fault, LedgerError};
use crate::writer::Writer;
use crate::{
    ClaimFilter, FrontLine, StoredHistory, claims, database, documents, histories, places,
    snapshots,
};

impl Case {
    /// Adds a document with its bytes, claims, and attributions: all of it or nothing.
    pub fn append_document(
        &mut self,
        document: &Document,
        raw: &[u8],
        claims: &[Claim],
        attributions: &[Attribution],
        recorded_at: Timestamp,
    ) -> Result<Appended, LedgerError> {
        self.write("adding a document", recorded_at, |writer| {
            if documents::is_known(writer.connection(), &document.id)? {
                return Ok(Appended::AlreadyPresent);
            }
            check_hash(document, "raw bytes", raw, document.raw_hash)?;
            check_hash(
                document,
                "text",
                document.text.as_bytes(),
                document.text_hash,
            )?;
            let index = CodePointIndex::new(&document.text);
            let mut entry = writer.entry("document");
            documents::add_raw(&mut entry, document.raw_hash, raw)?;
            documents::add(&mut entry, document, &index)?;
            documents::add_attributions(&mut entry, &document.id, attributions, &index)?;
            claims::add(&mut entry, document, claims, &index)?;
            let entry = entry.finish()?;

            let connection = writer.connection();
            let what = |part| format!("{part} of document {}", document.id);
            let read = documents::by_id(connection, &document.id)?;
            check_read_back(read.as_ref() == Some(document), || what("marked parts"))?;
            let read = documents::attributions(connection, &document.id, &index)?;
            check_read_back(read == attributions, || what("attributions"))?;
            let of_document = ClaimFilter {
                document: Some(document.id.clone()),
                ..ClaimFilter::default()
            };
            let read = claims::matching(connection, &of_document)?;
            check_read_back(read == claims, || what("claims"))?;
            Ok(Appended::Added { entry })
        })
    }

    /// Adds maps of one outlet in one transaction, each in its own entry. `outlet_info` is the outlet's manifest as JSON; it is stored when
    /// it differs from the one that holds.
    pub fn append_snapshots(
        &mut self,
        snapshots: &[Snapshot],
        outlet_info: &str,
        recorded_at: Timestamp,
    ) -> Result<NAppended, LedgerError> {
        self.write("adding snapshots", recorded_at, |writer| {
            let mut n = NAppended::default();
            let Some(first) = snapshots.first() else {
                return Ok(n);
            };
            let known = snapshots::outlets(writer.connection())?;
            if !known
                .iter()
                .any(|known| known.outlet == first.outlet && known.info == outlet_info)
            {
                let mut entry = writer.entry("outlet");
                snapshots::add_outlet(&mut entry, &first.outlet, outlet_info)?;
                entry.finish()?;
            }
            for snapshot in snapshots {
                if snapshot.outlet != first.outlet {
                    return Err(Fault::not_storable(
                        format!("snapshot {}", snapshot.id),
                        format!("outlet {}", snapshot.outlet),
                        "maps of one outlet at a time",
                    ));
                }
                if snapshots::is_known(writer.connection(), &snapshot.id)? {
                    n.already_present += 1;
                    continue;
                }
                let mut entry = writer.entry("snapshot");
                snapshots::add(&mut entry, snapshot)?;
                entry.finish()?;
                let read = snapshots::by_id(writer.connection(), &snapshot.id)?;
                check_read_back(read.as_ref() == Some(snapshot), || {
                    format!("snapshot {}", snapshot.id)
                })?;
                n.added += 1;
            }
            Ok(n)
        })
    }

    /// Adds places in one transaction. A place that is there and differs gets a later row, which holds from then on.
    pub fn append_places(
        &mut self,
        places: &[Place],
        recorded_at: Timestamp,
    ) -> Result<NAppended, LedgerError> {
        let doing = "adding places";
        self.located(doing, database::prepare_for_many_rows(&self.connection))?;
        self.write(doing, recorded_at, |writer| {
            let mut n = NAppended::default();
            let mut entry = writer.entry("places");
            for place in places {
                if places::by_id(entry.connection(), &place.id)?.as_ref() == Some(place) {
                    n.already_present += 1;
                    continue;
                }
                entry.add("places", &places::cells(place)?)?;
                let read = places::by_id(entry.connection(), &place.id)?;
                check_read_back(read.as_ref() == Some(place), || {
                    format!("place {}", place.id)
                })?;
                n.added += 1;
            }
            if n.added > 0 {
                entry.finish()?;
            }
            Ok(n)
        })
    }

    /// Adds the text of a theatre pack, unless it is the one that holds.
    pub fn append_theatre(
        &mut self,
        toml: &str,
        recorded_at: Timestamp,
    ) -> Result<Appended, LedgerError> {
        self.write("adding a theatre pack", recorded_at, |writer| {
            if read::theatre(writer.connection())?.as_deref() == Some(toml) {
                return Ok(Appended::AlreadyPresent);
            }
            let mut entry = writer.entry("theatre");
            entry.add(
                "theatre_packs",
                &[
                    ("hash", Sha256::of(toml.as_bytes()).to_string().into()),
                    ("toml", toml.to_owned().into()),
                ],
            )?;
            let entry = entry.finish()?;
            Ok(Appended::Added { entry })
        })
    }

    /// Puts derived front lines in the place of those that their snapshots and actors had. They stand outside the chain, as they can be
    /// derived again.
    pub fn replace_front_lines(&mut self, lines: &[FrontLine]) -> Result<(), LedgerError> {
        let result = (|| {
            let transaction = self
                .connection
                .transaction_with_behavior(TransactionBehavior::Immediate)?;
            snapshots::replace_front_lines(&transaction, lines)?;
            Ok(transaction.commit()?)
        })();
        self.located("writing front lines", result)
    }

    /// Puts derived histories in the place of those that were there, in one transaction. They stand outside the chain, as they can be derived again. One
    /// that was made from other snapshots than the current ones is left out. Gives the number written.
    pub fn replace_histories(
        &mut self,
        histories: &[StoredHistory],
        recorded_at: Timestamp,
    ) -> Result<usize, LedgerError> {
        let result = (|| {
            let transaction = self
                .connection
                .transaction_with_behavior(TransactionBehavior::Immediate)?;
            let n_written = histories::replace(&transaction, histories, recorded_at)?;
            transaction.commit()?;
            Ok(n_written)
        })();
        self.located("writing zone histories", result)
    }

    fn write<T>(
        &mut self,
        doing: &'static str,
        recorded_at: Timestamp,
        add: impl FnOnce(&mut Writer<'_>) -> Result<T, Fault>,
    ) -> Result<T, LedgerError> {
        let result = Writer::begin(&mut self.connection, recorded_at).and_then(|mut writer| {
            let added = add(&mut writer)?;
            writer.commit()?;
            Ok(added)
        });
        self.located(doing, result)
    }
}

fn check_hash(document: &Document, what: &str, bytes: &[u8], stated: Sha256) -> Result<(), Fault> {
    let found = Sha256::of(bytes);
    if found == stated {
        return Ok(());
    }
    Err(Fault::not_storable(
        format!("{what} of document {}", document.id),
        format!("hash {found} where the document states {stated}"),
        "bytes with the stated hash",
    ))
}

/// Nothing is committed that the case could not give back: an offset outside the text, or a number that is not finite, for example.
fn check_read_back(is_same: bool, what: impl FnOnce() -> String) -> Result<(), Fault> {
    if is_same {
        Ok(())
    } else {
        Err(Fault::not_storable(
            what(),
            "something else when read back",
            "spans inside the text on character boundaries, finite numbers, known codes",
        ))
    }
}
