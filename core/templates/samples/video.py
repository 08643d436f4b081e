# %% hello sample-video
import av


def sample_video():
    """Write a short film, a slow zoom into the sample image, and return its path."""
    image = sample_image()
    #: H.264 wants even numbers of pixels.
    size = image.width // 2 * 2, image.height // 2 * 2
    path = "sample.mp4"
    with av.open(path, "w") as film:
        #: H.264 is the format that every browser plays.
        stream = film.add_stream("h264", rate=16)
        (stream.width, stream.height), stream.pix_fmt = size, "yuv420p"
        stream.bit_rate = 2_000_000
        #: Two seconds: 32 frames, 16 of them a second. Each cuts a little more off the edges.
        for number in range(32):
            dx, dy = number * 2, number * 3 // 2
            frame = image.crop((dx, dy, image.width - dx, image.height - dy)).resize(size)
            film.mux(stream.encode(av.VideoFrame.from_image(frame)))
        #: The encoder holds some frames back; encoding "nothing" gives us the rest.
        film.mux(stream.encode())
    return path
