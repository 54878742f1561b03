//! A whole series, day by day or page by page.

use std::path::Path;
use std::time::Duration;

use jiff::Timestamp;
use salient_model::{Date, FetchRule, SeriesAddress, WebAddress};

use crate::fetch::client::Client;
use crate::fetch::download::{Got, download};
use crate::fetch::feature_layer::{description_address, download_layer};
use crate::fetch::index::{Index, Listed, read_index};
use crate::fetch::retry::with_tries;
use crate::fetch::store::Store;
use crate::fetch::{FetchError, FetchEvent, FetchLimits, FetchReport, FetchedFile, Outcome};

/// What to fetch, and where to.
#[derive(Debug, Clone, Copy)]
pub struct FetchJob<'a> {
    /// How the series is fetched.
    pub rule: &'a FetchRule,
    /// First and last day, both included. Of a feature layer, the last is the day of the retrieval, and the first means nothing.
    pub period: (Date, Date),
    /// The folder that the files go to. Created when it is not there.
    pub folder: &'a Path,
    /// The moment that is noted for the retrievals.
    pub now: Timestamp,
}

/// How to fetch.
#[derive(Debug, Clone, Copy)]
pub struct FetchSettings {
    /// Bounds on the run.
    pub limits: FetchLimits,
    /// Which hosts may be connected to.
    pub hosts: Hosts,
    /// What is done about files that are there.
    pub present: Present,
    /// How to wait; tests do not.
    pub sleep: fn(Duration),
}

/// Which hosts may be connected to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Hosts {
    /// Those on the public network.
    Public,
    /// Those of this machine and its network too, and without a pause between requests.
    AlsoLocal,
}

/// What is done about files that are there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Present {
    /// They are left alone; the server is not asked.
    Keep,
    /// The server is asked whether they changed.
    AskAgain,
}

impl Default for FetchSettings {
    fn default() -> Self {
        Self {
            limits: FetchLimits::default(),
            hosts: Hosts::Public,
            present: Present::Keep,
            sleep: std::thread::sleep,
        }
    }
}

/// The addresses that [`fetch_series`] would ask for, as far as they are known before the first answer: of a folder, its list and every day's file; of a layer, its description.
#[must_use]
pub fn planned_addresses(job: &FetchJob<'_>, settings: &FetchSettings) -> Vec<WebAddress> {
    let is_wanted = |day: Date| {
        settings.present == Present::AskAgain || !job.folder.join(job.rule.file.on(day)).is_file()
    };
    let wanted = || days(job.period).filter(|day| is_wanted(*day));
    match &job.rule.series {
        SeriesAddress::Dated { url } => wanted().map(|day| url.on(day)).collect(),
        SeriesAddress::Folder { index, url } => {
            let mut addresses: Vec<WebAddress> = wanted().map(|day| url.on(day)).collect();
            if !addresses.is_empty() {
                addresses.insert(0, index.clone());
            }
            addresses
        }
        SeriesAddress::FeatureLayer { url } => is_wanted(job.period.1)
            .then(|| description_address(url))
            .into_iter()
            .collect(),
    }
}

/// Fetches a series. Whatever failed is in the report; an error is returned only when nothing could be begun.
pub fn fetch_series(
    job: &FetchJob<'_>,
    settings: &FetchSettings,
    on_event: &mut dyn FnMut(FetchEvent),
) -> Result<FetchReport, FetchError> {
    let mut run = Run {
        client: Client::new(settings, job.rule.delay, on_event),
        store: Store::open(job.folder, job.now)?,
        present: settings.present,
        rule: job.rule,
        report: FetchReport::default(),
        n_failures_in_row: 0,
    };
    match &job.rule.series {
        SeriesAddress::Dated { url } => run.days(job.period, None, |day| url.on(day)),
        SeriesAddress::Folder { index, url } => {
            let is_complete = days(job.period).all(|day| !run.is_wanted(day));
            let index = if is_complete {
                None
            } else {
                Some(run.index(index)?)
            };
            run.days(job.period, index.as_ref(), |day| url.on(day));
        }
        SeriesAddress::FeatureLayer { url } => run.layer(job.period.1, url),
    }
    run.report.n_requests = run.client.n_requests();
    run.report.n_bytes = run.client.n_bytes();
    Ok(run.report)
}

struct Run<'a> {
    client: Client<'a>,
    store: Store,
    present: Present,
    rule: &'a FetchRule,
    report: FetchReport,
    n_failures_in_row: usize,
}

impl Run<'_> {
    fn is_wanted(&self, day: Date) -> bool {
        self.present == Present::AskAgain || !self.store.has(&self.rule.file.on(day))
    }

    fn index(&mut self, url: &WebAddress) -> Result<Index, FetchError> {
        let bytes = with_tries(&mut self.client, |client| {
            let mut answer = client.get(url, &[])?;
            if answer.status() != 200 {
                return Err(answer.refusal());
            }
            answer.read_all(client)
        })?;
        let index = read_index(&bytes, url)?;
        self.report.index_may_be_cut = index.may_be_cut;
        Ok(index)
    }

    fn days(
        &mut self,
        period: (Date, Date),
        index: Option<&Index>,
        address: impl Fn(Date) -> WebAddress,
    ) {
        let mut is_ended = false;
        for day in days(period) {
            if !self.is_wanted(day) {
                self.file(day, Outcome::Present);
            } else if is_ended {
                self.report.n_not_asked += 1;
            } else {
                let url = address(day);
                let listed = index.map(|index| index.find(url.last_segment()));
                let may_be_cut = index.is_some_and(|index| index.may_be_cut);
                match listed {
                    Some(Listed::Absent) if !may_be_cut => self.report.gaps.push(day),
                    Some(Listed::At(url)) => is_ended = self.day(day, url),
                    Some(Listed::Absent | Listed::Named) | None => {
                        is_ended = self.day(day, &url);
                    }
                }
            }
            self.client.tell(FetchEvent::Done);
        }
    }

    /// Asks for a day's file. The answer is whether that ends the run.
    fn day(&mut self, day: Date, url: &WebAddress) -> bool {
        let name = self.rule.file.on(day);
        let was_there = self.store.has(&name);
        match download(&mut self.client, &mut self.store, url, &name) {
            Ok(got) => {
                self.n_failures_in_row = 0;
                match (got, was_there) {
                    (Got::File, false) => self.file(day, Outcome::New),
                    (Got::File, true) => self.file(day, Outcome::Replaced),
                    (Got::Unchanged, _) => self.file(day, Outcome::Unchanged),
                    (Got::Missing, is_here) => {
                        self.report.gaps.push(day);
                        // What the server has no more is still what it once had.
                        if is_here {
                            self.file(day, Outcome::Present);
                        }
                    }
                }
                false
            }
            Err(error) => self.failed(error),
        }
    }

    fn layer(&mut self, day: Date, url: &WebAddress) {
        let name = self.rule.file.on(day);
        if self.is_wanted(day) {
            let outcome = if self.store.has(&name) {
                Outcome::Replaced
            } else {
                Outcome::New
            };
            match download_layer(&mut self.client, &mut self.store, url, &name) {
                Ok(()) => self.file(day, outcome),
                Err(error) => {
                    self.failed(error);
                }
            }
        } else {
            self.file(day, Outcome::Present);
        }
        self.client.tell(FetchEvent::Done);
    }

    fn file(&mut self, day: Date, outcome: Outcome) {
        self.report.files.push(FetchedFile {
            day,
            path: self.store.path(&self.rule.file.on(day)),
            outcome,
        });
    }

    fn failed(&mut self, error: FetchError) -> bool {
        self.n_failures_in_row += 1;
        let is_ended = error.ends_the_run()
            || self.n_failures_in_row >= self.client.limits().max_failures_in_row;
        self.report.errors.push(error);
        is_ended
    }
}

fn days((first, last): (Date, Date)) -> impl Iterator<Item = Date> {
    first
        .series(jiff::ToSpan::day(1))
        .take_while(move |day| *day <= last)
}
