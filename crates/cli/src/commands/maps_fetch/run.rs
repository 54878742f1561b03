//! From flags to a fetch, and from its report to words.

use std::time::Duration;

use indicatif::ProgressBar;
use salient_intake::fetch::{
    FetchEvent, FetchJob, FetchLimits, FetchReport, FetchSettings, Hosts, Outcome, Present,
    fetch_series, planned_addresses,
};
use salient_intake::{Limits as FileLimits, read_all};
use salient_maps::{OutletManifest, builtin, builtin_keys, read_manifest};
use salient_model::{Date, FetchRule, SeriesAddress, WebAddress};

use super::MapsFetch;
use crate::asked::period_is_forward;
use crate::commands::maps::MapsAdd;
use crate::failure::{Ended, Failure, chain, counted, say};
use crate::output;
use crate::period::{now, today};
use crate::progress;
use crate::wiring::open_case;

impl MapsFetch {
    pub(crate) fn run(self) -> Result<Ended, Failure> {
        let manifest = self.described_outlet()?;
        let rule = manifest.fetch.as_ref().ok_or_else(|| {
            Failure::usage(format!("no public address is known for the maps of {:?}", manifest.key))
                .hint("A manifest with a table [fetch] names one (docs/outlets.md); or fetch the files yourself and add them: salient maps add CASE FILE --outlet KEY")
        })?;
        let period = self.period(rule)?;
        let folder = self
            .dir
            .clone()
            .unwrap_or_else(|| manifest.key.clone().into());
        let job = FetchJob {
            rule,
            period,
            folder: &folder,
            now: now(),
        };
        let settings = self.settings();
        if self.dry_run {
            return print_plan(&job, &settings);
        }
        // A case that is not there should be known before hours of fetching.
        if let Some(case) = &self.into {
            open_case(case)?;
        }
        say(&format!(
            "{}: {}; {}\n{}",
            manifest.name, manifest.attribution, manifest.licence, rule.remark
        ));
        let report = run_with_bar(&job, &settings)?;
        let ended = tell(&report, &manifest.name, &folder.display().to_string());
        let Some(case) = self.into else {
            return Ok(ended);
        };
        if report.files.is_empty() {
            say("nothing to add to the case");
            return Ok(ended);
        }
        let files = report.files.into_iter().map(|file| file.path).collect();
        let added = MapsAdd::of_fetched(case, files, self.outlet, self.manifest).run()?;
        Ok(match ended {
            Ended::Fine => added,
            Ended::WithFindings | Ended::WithBadData => ended,
        })
    }

    fn described_outlet(&self) -> Result<OutletManifest, Failure> {
        let Some(path) = &self.manifest else {
            return builtin(&self.outlet).map_err(|_error| {
                Failure::usage(format!(
                    "no manifest for outlet {:?}; built in are {}",
                    self.outlet,
                    builtin_keys().collect::<Vec<_>>().join(", ")
                ))
                .hint("Write a manifest with a table [fetch] and give --manifest FILE (docs/outlets.md).")
            });
        };
        let bytes = read_all(path, &FileLimits::default()).map_err(Failure::data)?;
        let manifest = read_manifest(&String::from_utf8_lossy(&bytes)).map_err(Failure::data)?;
        if manifest.key == self.outlet {
            Ok(manifest)
        } else {
            Err(Failure::usage(format!(
                "the manifest {} is of the outlet {:?}, not of {:?}",
                path.display(),
                manifest.key,
                self.outlet
            )))
        }
    }

    fn period(&self, rule: &FetchRule) -> Result<(Date, Date), Failure> {
        if let SeriesAddress::FeatureLayer { .. } = rule.series {
            if self.from.is_some() || self.to.is_some() {
                return Err(Failure::usage(
                    "a feature layer shows its present state only; expected neither --from nor --to",
                ));
            }
            return Ok((today(), today()));
        }
        let first = self.from.or(rule.first).ok_or_else(|| {
            Failure::usage("expected --from, the first day to fetch: the manifest does not say when the series begins")
        })?;
        let last = self.to.unwrap_or_else(today);
        period_is_forward(Some(first), Some(last))?;
        Ok((first, last))
    }

    fn settings(&self) -> FetchSettings {
        let default = FetchLimits::default();
        FetchSettings {
            limits: FetchLimits {
                max_file_bytes: self.max_file_bytes.unwrap_or(default.max_file_bytes),
                max_total_bytes: self.max_total_bytes.unwrap_or(default.max_total_bytes),
                max_requests: self.max_requests.unwrap_or(default.max_requests),
                request_time: self
                    .timeout
                    .map_or(default.request_time, Duration::from_secs),
                ..default
            },
            hosts: if self.allow_local {
                Hosts::AlsoLocal
            } else {
                Hosts::Public
            },
            present: if self.refresh {
                Present::AskAgain
            } else {
                Present::Keep
            },
            ..FetchSettings::default()
        }
    }
}

fn print_plan(job: &FetchJob<'_>, settings: &FetchSettings) -> Result<Ended, Failure> {
    let addresses = planned_addresses(job, settings);
    let lines: Vec<&str> = addresses.iter().map(WebAddress::as_str).collect();
    output::write(&lines.join("\n"))?;
    say(match job.rule.series {
        SeriesAddress::Dated { .. } => "nothing was asked for",
        SeriesAddress::Folder { .. } => {
            "nothing was asked for; of these, those that the list in the first line names would be"
        }
        SeriesAddress::FeatureLayer { .. } => {
            "nothing was asked for; how many pages follow is only known after the first answer"
        }
    });
    Ok(Ended::Fine)
}

fn run_with_bar(job: &FetchJob<'_>, settings: &FetchSettings) -> Result<FetchReport, Failure> {
    let (first, last) = job.period;
    let n_days = match job.rule.series {
        SeriesAddress::FeatureLayer { .. } => 1,
        SeriesAddress::Dated { .. } | SeriesAddress::Folder { .. } => first
            .until(last)
            .ok()
            .and_then(|span| u64::try_from(span.get_days() + 1).ok())
            .unwrap_or(0),
    };
    let bar = progress::bar(n_days, "maps");
    let report = fetch_series(job, settings, &mut |event| watch(&bar, &event));
    bar.finish_and_clear();
    report.map_err(Failure::data)
}

fn watch(bar: &ProgressBar, event: &FetchEvent) {
    match event {
        FetchEvent::Done => bar.inc(1),
        FetchEvent::Waiting { pause, why } => bar.suspend(|| {
            say(&format!("{why}; waiting {} s", pause.as_secs()));
        }),
        _ => {}
    }
}

fn tell(report: &FetchReport, outlet: &str, folder: &str) -> Ended {
    for error in &report.errors {
        say(&format!("error: {}", chain(error)));
    }
    if report.index_may_be_cut {
        say(
            "the list of files is as long as the server makes lists; days that it does not name were asked for too",
        );
    }
    if !report.gaps.is_empty() {
        say(&format!(
            "the server has no map of {}: {}",
            counted(report.gaps.len(), "day"),
            stretches(&report.gaps)
        ));
    }
    if report.n_not_asked > 0 {
        say(&format!(
            "{} not asked for since the run ended early; the same command goes on",
            counted(report.n_not_asked, "day")
        ));
    }
    let others = [
        (Outcome::Replaced, "replaced"),
        (Outcome::Unchanged, "unchanged"),
        (Outcome::Present, "already there"),
    ]
    .map(|(outcome, words)| match report.n_files(outcome) {
        0 => String::new(),
        n_files => format!(", {n_files} {words}"),
    })
    .concat();
    say(&format!(
        "{folder}: {} by {outlet} fetched{others}; {}, {} bytes",
        counted(report.n_files(Outcome::New), "map"),
        counted(report.n_requests, "request"),
        report.n_bytes
    ));
    if report.errors.is_empty() && report.n_not_asked == 0 {
        Ended::Fine
    } else {
        Ended::WithBadData
    }
}

/// "2031-05-02, 2031-05-04 to 2031-05-06": sorted days, neighbours together.
fn stretches(days: &[Date]) -> String {
    const MAX_STRETCHES: usize = 20;
    let mut stretches: Vec<(Date, Date)> = Vec::new();
    for &day in days {
        match stretches.last_mut() {
            Some((_, last)) if last.tomorrow().is_ok_and(|next| next == day) => *last = day,
            _ => stretches.push((day, day)),
        }
    }
    let mut words: Vec<String> = stretches
        .iter()
        .take(MAX_STRETCHES)
        .map(|(first, last)| {
            if first == last {
                first.to_string()
            } else {
                format!("{first} to {last}")
            }
        })
        .collect();
    if stretches.len() > MAX_STRETCHES {
        words.push(format!("and {} more", stretches.len() - MAX_STRETCHES));
    }
    words.join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_without_a_map_are_told_in_stretches() {
        let days = |words: &str| -> Vec<Date> {
            words
                .split(' ')
                .map(|day| day.parse().expect("a date"))
                .collect()
        };
        assert_eq!(
            stretches(&days("2031-02-27 2031-02-28 2031-03-01 2031-03-03")),
            "2031-02-27 to 2031-03-01, 2031-03-03"
        );
        let every_second: Vec<Date> = days("2031-01-01")[0]
            .series(jiff::ToSpan::days(2))
            .take(23)
            .collect();
        assert!(stretches(&every_second).ends_with("2031-02-08, and 3 more"));
    }
}
