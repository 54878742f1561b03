//! From degrees to pixels: an equirectangular window around one place.
//!
//! Within the few dozen kilometres of a window, an equirectangular picture scaled by the cosine of its middle latitude is off by less than
//! a line's width; nothing is measured in it.

use salient_model::LonLat;
use salient_model::geometry::{Coord, Rect};

/// A window and the size of its picture.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Frame {
    west: f64,
    north: f64,
    pixels_per_degree_east: f64,
    pixels_per_degree_north: f64,
    /// Width of the picture in pixels.
    pub(crate) width: f64,
    /// Height of the picture in pixels.
    pub(crate) height: f64,
}

/// Metres in one degree of latitude, for the scale bar (WGS 84 mean; within 0.6 % everywhere).
const METRES_PER_DEGREE: f64 = 111_195.0;

impl Frame {
    /// A picture `width` wide and `height` high that `window` covers, its centre in the middle. What is too wide or too high is cropped:
    /// ground is cut at the window, and a cut edge in the picture would look like a line of control.
    pub(crate) fn new(window: Rect<f64>, width: f64, height: f64) -> Self {
        let centre = window.center();
        let shrink = libm::cos(centre.y.to_radians()).max(0.01);
        let by_width = width / (window.width() * shrink).max(1e-9);
        let by_height = height / window.height().max(1e-9);
        let scale = by_width.max(by_height);
        Self {
            west: centre.x - width / 2.0 / (scale * shrink),
            north: centre.y + height / 2.0 / scale,
            pixels_per_degree_east: scale * shrink,
            pixels_per_degree_north: scale,
            width,
            height,
        }
    }

    /// Where a coordinate lies in the picture.
    pub(crate) fn place(&self, at: Coord<f64>) -> (f64, f64) {
        (
            (at.x - self.west) * self.pixels_per_degree_east,
            (self.north - at.y) * self.pixels_per_degree_north,
        )
    }

    /// Where a point lies in the picture.
    pub(crate) fn point(&self, at: LonLat) -> (f64, f64) {
        self.place(Coord {
            x: at.lon(),
            y: at.lat(),
        })
    }

    /// Whether a position lies in the picture, at least `margin` from its edge.
    pub(crate) fn holds(&self, (x, y): (f64, f64), margin: f64) -> bool {
        x >= margin && y >= margin && x <= self.width - margin && y <= self.height - margin
    }

    /// A round length for the scale bar, in kilometres, and its width in pixels: the longest of 1, 2, 5, 10, … that takes at most a third.
    pub(crate) fn scale_bar(&self) -> (f64, f64) {
        let pixels_per_km = self.pixels_per_degree_north / METRES_PER_DEGREE * 1000.0;
        let mut best = (0.1, 0.1 * pixels_per_km);
        for power in [0.1, 1.0, 10.0, 100.0] {
            for step in [1.0, 2.0, 5.0] {
                let km = power * step;
                if km * pixels_per_km <= self.width / 3.0 {
                    best = (km, km * pixels_per_km);
                }
            }
        }
        best
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_centre_of_the_window_is_the_middle_of_the_picture() {
        let frame = Frame::new(Rect::new((37.0, 48.0), (37.4, 48.2)), 400.0, 250.0);
        let (x, y) = frame.place(Coord { x: 37.2, y: 48.1 });
        assert!((x - 200.0).abs() < 1e-6 && (y - 125.0).abs() < 1e-6);
        let (west, north) = frame.place(Coord { x: 37.0, y: 48.2 });
        assert!(
            west <= 1e-6 && north <= 1e-6,
            "the window covers the picture"
        );
    }

    #[test]
    fn the_scale_bar_is_a_round_length() {
        let frame = Frame::new(Rect::new((37.0, 48.0), (37.4, 48.2)), 412.0, 258.0);
        let (km, pixels) = frame.scale_bar();
        assert!((km - 5.0).abs() < 1e-9 || (km - 10.0).abs() < 1e-9, "{km}");
        assert!(pixels < 412.0 / 3.0);
    }
}
