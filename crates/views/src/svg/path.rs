//! Rings as SVG path data.

use std::fmt::Write as _;

use salient_model::geometry::{LineString, MultiPolygon};

use super::frame::Frame;

/// Path data of all rings, to a tenth of a pixel; points that fall on the one before are left out, rings that collapse too.
pub(crate) fn area_path(area: &MultiPolygon<f64>, frame: &Frame) -> String {
    let mut data = String::new();
    for polygon in area {
        for ring in std::iter::once(polygon.exterior()).chain(polygon.interiors()) {
            push_ring(&mut data, ring, frame);
        }
    }
    data
}

fn push_ring(data: &mut String, ring: &LineString<f64>, frame: &Frame) {
    let mut points: Vec<(i64, i64)> = Vec::new();
    for at in ring.coords() {
        let (x, y) = frame.place(*at);
        #[expect(
            clippy::cast_possible_truncation,
            reason = "clamped to a range that an i64 holds many times over"
        )]
        let tenths = |value: f64| (value * 10.0).clamp(-1e7, 1e7).round() as i64;
        let point = (tenths(x), tenths(y));
        if points.last() != Some(&point) {
            points.push(point);
        }
    }
    if points.len() > 1 && points.first() == points.last() {
        points.pop();
    }
    if points.len() < 3 {
        return;
    }
    let mut last = points[0];
    let _ = write!(data, "M{} {}l", tenth(last.0), tenth(last.1));
    for (n, point) in points.iter().skip(1).enumerate() {
        let separator = if n == 0 { "" } else { " " };
        let _ = write!(
            data,
            "{separator}{} {}",
            tenth(point.0 - last.0),
            tenth(point.1 - last.1)
        );
        last = *point;
    }
    data.push('z');
}

/// A number of tenths, printed without needless digits.
fn tenth(value: i64) -> String {
    let (whole, fraction) = (value / 10, value % 10);
    if fraction == 0 {
        whole.to_string()
    } else {
        format!(
            "{}{}.{}",
            if value < 0 { "-" } else { "" },
            whole.abs(),
            fraction.abs()
        )
    }
}

#[cfg(test)]
mod tests {
    use salient_model::geometry::{Polygon, Rect};

    use super::*;

    #[test]
    fn a_square_becomes_one_closed_path_and_a_speck_becomes_nothing() {
        let frame = Frame::new(Rect::new((0.0, 0.0), (1.0, 1.0)), 100.0, 100.0);
        let square = Polygon::new(
            LineString::from(vec![
                (0.0, 0.0),
                (1.0, 0.0),
                (1.0, 1.0),
                (0.0, 1.0),
                (0.0, 0.0),
            ]),
            vec![],
        );
        let data = area_path(&MultiPolygon::new(vec![square]), &frame);
        assert!(data.starts_with('M') && data.ends_with('z'), "{data}");
        let speck = Polygon::new(
            LineString::from(vec![(0.5, 0.5), (0.5001, 0.5), (0.5, 0.5001), (0.5, 0.5)]),
            vec![],
        );
        assert_eq!(area_path(&MultiPolygon::new(vec![speck]), &frame), "");
    }

    #[test]
    fn tenths_print_with_their_sign() {
        assert_eq!(
            (tenth(-5), tenth(15), tenth(-20)),
            ("-0.5".to_owned(), "1.5".to_owned(), "-2".to_owned())
        );
    }
}
