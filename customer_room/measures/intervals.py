"""Confidence intervals that stay honest with few answers."""

from collections.abc import Mapping
from math import sqrt
from statistics import NormalDist

Z95 = NormalDist().inv_cdf(0.975)


def wilson_interval(successes: float, n: float, z: float = Z95) -> tuple[float, float]:
    """The score interval of a proportion, as shares from 0 to 1.

    Source: Wilson 1927, JASA 22:209; Newcombe 1998, Statistics in Medicine 17:857, method 3.

    Raises:
        ValueError: `n` is not positive, or `successes` is not between 0 and `n`.
    """
    if n <= 0 or not 0 <= successes <= n:
        raise ValueError(f"{successes} of {n} is not a proportion")
    share = successes / n
    centre = (share + z * z / (2 * n)) / (1 + z * z / n)
    reach = z * sqrt(share * (1 - share) / n + z * z / (4 * n * n)) / (1 + z * z / n)
    low = 0.0 if successes == 0 else max(0.0, centre - reach)
    high = 1.0 if successes == n else min(1.0, centre + reach)
    return low, high


def newcombe_interval(
    successes: float, n: float, other_successes: float, other_n: float, z: float = Z95
) -> tuple[float, float]:
    """The hybrid score interval of the first proportion minus the other, as shares from −1 to 1.

    Source: Newcombe 1998, Statistics in Medicine 17:873, method 10.

    Raises:
        ValueError: a count is not between 0 and its positive n.
    """
    low, high = wilson_interval(successes, n, z)
    other_low, other_high = wilson_interval(other_successes, other_n, z)
    share, other_share = successes / n, other_successes / other_n
    difference = share - other_share
    return (
        difference - sqrt((share - low) ** 2 + (other_high - other_share) ** 2),
        difference + sqrt((high - share) ** 2 + (other_share - other_low) ** 2),
    )


def adjusted_wald_nps(promoters: int, detractors: int, n: int) -> tuple[float, float]:
    """The adjusted NPS as a share from −1 to 1, and the square of its standard error.

    Three answers are added, ¾ of one a promoter's and ¾ of one a detractor's; the variance is p + d − (p − d)².
    Source: Rocks 2016, The American Statistician 70(4):365; MeasuringU.
    """
    p, d = (promoters + 0.75) / (n + 3), (detractors + 0.75) / (n + 3)
    return p - d, (p + d - (p - d) ** 2) / (n + 3)


def t_quantile(degrees: float, z: float = Z95) -> float:
    """Student's t where the normal quantile is `z`, by the Cornish–Fisher expansion.

    Off by less than 0.000001 from 29 degrees of freedom on and by less than 0.001 from 4 on (for 95 %).
    Source: Abramowitz & Stegun 1964, Handbook of Mathematical Functions, 26.7.5.
    """
    first = (z**3 + z) / 4
    second = (5 * z**5 + 16 * z**3 + 3 * z) / 96
    third = (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / 384
    fourth = (79 * z**9 + 776 * z**7 + 1482 * z**5 - 1920 * z**3 - 945 * z) / 92160
    return z + first / degrees + second / degrees**2 + third / degrees**3 + fourth / degrees**4


def mean_and_squared_error(answers: Mapping[int, int]) -> tuple[float, float]:
    """The mean of a distribution {score: count} and the square of its standard error.

    Source: sample variance with n − 1; Sauro & Lewis 2016, Quantifying the User Experience, chapter 3.

    Raises:
        ValueError: there are fewer than two answers.
    """
    n = sum(answers.values())
    if n < 2:
        raise ValueError("a standard error needs at least two answers")
    mean = sum(score * count for score, count in answers.items()) / n
    variance = sum(count * (score - mean) ** 2 for score, count in answers.items()) / (n - 1)
    return mean, variance / n


def welch_interval(answers: Mapping[int, int], other: Mapping[int, int], z: float = Z95) -> tuple[float, float]:
    """The interval of the mean of `answers` minus the mean of `other`, variances not assumed equal.

    Source: Welch 1947, Biometrika 34:28, with the Welch–Satterthwaite degrees of freedom.

    Raises:
        ValueError: a distribution has fewer than two answers.
    """
    (mean, squared), (other_mean, other_squared) = mean_and_squared_error(answers), mean_and_squared_error(other)
    total = squared + other_squared
    difference = mean - other_mean
    if total == 0:
        return difference, difference
    n, other_n = sum(answers.values()), sum(other.values())
    degrees = total**2 / (squared**2 / (n - 1) + other_squared**2 / (other_n - 1))
    reach = t_quantile(degrees, z) * sqrt(total)
    return difference - reach, difference + reach
