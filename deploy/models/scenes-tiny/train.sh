#!/bin/sh
# Makes the model: masked pre-training, recognition, all heads, then heads that see the inputs on the encoder as it is, the separation by crops first, then by place, at last segmentation and separation together. About five hours on two cores.
# Further arguments go to every training, such as --set opt.epochs=1 to see it run through.
set -e
cd "$(dirname "$0")/../../.."
here=deploy/models/scenes-tiny
./deepav train pretrain --config $here/1-pretrain.conf "$@"
./deepav train joint --config $here/2-recognition.conf "$@" --export runs/scenes-tiny-2/model.safetensors
./deepav train joint --config $here/3-joint.conf "$@"
./deepav train joint --config $here/4-look.conf "$@" --export runs/scenes-tiny-4/model.safetensors || true    # it is stopped early
./deepav train joint --config $here/5-look.conf "$@" --export runs/scenes-tiny-5/model.safetensors
./deepav train joint --config $here/6-separate.conf "$@" --export runs/scenes-tiny-6/model.safetensors
./deepav train joint --config $here/7-objects.conf "$@" --export runs/scenes-tiny-7/model.safetensors
./deepav train joint --config $here/8-objects.conf "$@" --export runs/scenes-tiny-8/model.safetensors
./deepav train joint --config $here/9-sounding.conf "$@" || true    # it is stopped early
./deepav train joint --config $here/10-sounding.conf "$@" --export $here/model.safetensors
for seed in 2000 4000 5000; do ./deepav eval live --model $here/model.safetensors --clips 200 --seed $seed --set davf.model.dtype=float32 --json $here/live-$seed.json; done
./deepav eval joint $here/model.safetensors --set env.seed=1000 --json $here/evaluation.json
sha256sum $here/model.safetensors
